/*
 * Copyright 2026 The Stagecraft Authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

import { mockCredentials } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { Phase } from '@stagecraft/backstage-plugin-rollouts-common';
import type { RolloutsService } from '@stagecraft/backstage-plugin-rollouts-node';
import { FakeApi } from '../__testUtils__/FakeApi';
import { createAwaitAction, standing, type Awaited } from './await';
import { createProposeAction } from './propose';
import { createRollBackAction } from './rollBack';

const EXPERIMENT = {
  title: 'One page checkout',
  businessGoal: 'More people finish their order',
  hypothesis: {
    belief: 'a checkout of one page',
    audience: 'people with a full basket',
    expectedOutcome: 'fewer orders given up',
    refutedBy: 'orders given up do not fall',
  },
};

const PLAN = {
  environment: 'production',
  playbook: 'standard',
  artefacts: {
    images: [{ name: 'checkout', digest: `sha256:${'a'.repeat(64)}` }],
    commit: 'abcdef1',
    authors: [],
  },
  targets: [
    {
      kind: 'gateway-api',
      cluster: 'main',
      namespace: 'shop',
      name: 'checkout',
      backends: { baseline: 'checkout', new: 'checkout-next' },
    },
  ],
  stages: [
    {
      name: 'everyone',
      audience: { kind: 'everyone' },
      exposure: 500,
      bakeSeconds: 60,
      minimumSample: 10,
      milestones: [],
      approvals: { required: 1, from: 'approvers' },
      guardrails: ['errors'],
      decideBySeconds: 3600,
    },
  ],
  guardrails: [
    {
      name: 'errors',
      metric: 'error-ratio',
      check: { kind: 'threshold', limit: 0.02 },
      confirmations: 2,
      minimumCount: 20,
      noData: { afterSeconds: 60, action: 'hold' },
      onBreach: 'roll-back',
    },
  ],
  successMetrics: [{ metric: 'latency-p95', worthwhile: 0.05 }],
  decisionRule: 'do-no-harm',
  schedule: { start: 'when-approved' },
  end: '2026-12-01T00:00:00Z',
  rollbackPlan: { kind: 'restore-baseline', notes: 'Press Roll back' },
};

const api = new FakeApi();
let rollouts: RolloutsService;

beforeAll(async () => {
  rollouts = await api.start();
});
afterAll(() => api.stop());
beforeEach(() => {
  api.received.length = 0;
});

function context<I extends JsonObject>(input: I, more = {}) {
  return {
    ...createMockActionContext<I>({ input }),
    getInitiatorCredentials: async () =>
      mockCredentials.user('user:default/dana'),
    ...more,
  };
}

describe('rollouts:propose', () => {
  it('names every field of a proposal that is wrong, and asks nobody', async () => {
    const action = createProposeAction(rollouts);
    const wrong = { ...PLAN, environment: 'Not A Slug', targets: [] };
    await expect(
      action.handler(
        context({ service: 's', experiment: EXPERIMENT, plan: wrong }),
      ),
    ).rejects.toThrow(
      /plan\.environment: Use lower case[^]*plan\.targets: Name the target/,
    );
    expect(api.received).toEqual([]);
  });

  const input = {
    service: 'component:default/checkout',
    experiment: EXPERIMENT,
    plan: PLAN,
  };

  it('proposes once, however often the task is run', async () => {
    api.on('POST /v1/experiments', () => ({
      status: 201,
      body: { experimentId: 'e-1', rolloutId: 'r-1' },
    }));
    const ctx = context(input, { task: { id: 't-1' } });
    await createProposeAction(rollouts).handler(ctx);
    expect(ctx.output).toHaveBeenCalledWith('path', '/rollouts/r-1');
    expect(api.received).toMatchObject([
      { key: expect.stringContaining('t-1'), body: input },
    ]);
  });

  it('only checks the plan in a dry run', async () => {
    api.on('POST /v1/plans/check', () => ({
      body: { problems: [{ path: ['end'], message: 'It ends too late' }] },
    }));
    await expect(
      createProposeAction(rollouts).handler(context(input, { isDryRun: true })),
    ).rejects.toThrow('end: It ends too late');
    expect(api.received.map(({ path }) => path)).toEqual([
      'POST /v1/plans/check',
    ]);
  });
});

describe('the plan as text', () => {
  const propose = (more = {}) => {
    const ctx = context(
      { service: 's', experiment: EXPERIMENT, plan: 'plan: …' },
      more,
    );
    return { ctx, done: createProposeAction(rollouts).handler(ctx) };
  };
  const parsed = (body: unknown) =>
    api.on('POST /v1/plans/parse', () => ({ body }));

  it('is read as the portal exports it', async () => {
    parsed({ draft: { plan: PLAN }, problems: [] });
    api.on('POST /v1/experiments', () => ({
      status: 201,
      body: { experimentId: 'e-1', rolloutId: 'r-1' },
    }));
    await propose().done;
    expect(api.received).toMatchObject([
      { body: { yaml: 'plan: …' } },
      { body: { plan: PLAN } },
    ]);
  });

  it('is refused by what is wrong with it', async () => {
    parsed({
      draft: null,
      problems: [{ line: 3, path: ['plan', 'end'], message: 'Not a date' }],
    });
    await expect(propose().done).rejects.toThrow('plan.end: Not a date');
  });
});

it('runs every step of a template dry, though nothing is proposed', async () => {
  api.on('POST /v1/plans/check', () => ({ body: { problems: [] } }));
  const dry = { isDryRun: true };
  const first = context(
    { service: 's', experiment: EXPERIMENT, plan: PLAN },
    dry,
  );
  await createProposeAction(rollouts).handler(first);
  const outputs = new Map(jest.mocked(first.output).mock.calls);
  expect([...outputs.keys()].sort()).toEqual([
    'experimentId',
    'path',
    'rolloutId',
  ]);
  const rolloutId = String(outputs.get('rolloutId'));
  api.received.length = 0;

  await createAwaitAction(rollouts).handler(
    context({ rolloutId, until: 'approved', timeoutSeconds: 60 }, dry),
  );
  await createRollBackAction(rollouts).handler(
    context({ rolloutId, reason: 'Called off' }, dry),
  );
  expect(api.received).toEqual([]);
});

describe('rollouts:await', () => {
  const phases: [Phase, Awaited, ReturnType<typeof standing>][] = [
    ['proposed', 'approved', 'not-yet'],
    ['approved', 'approved', 'reached'],
    ['exposing', 'exposed', 'not-yet'],
    ['observing', 'exposed', 'reached'],
    ['held', 'completed', 'not-yet'],
    ['completed', 'completed', 'reached'],
    ['rolling-back', 'completed', 'ended'],
    ['rolled-back', 'approved', 'ended'],
    ['stuck', 'exposed', 'ended'],
    ['cancelled', 'approved', 'ended'],
  ];
  it.each(phases)('in %s, awaiting %s, is %s', (phase, until, expected) => {
    expect(standing(phase, until)).toBe(expected);
  });

  function inTurn(...phasesInTurn: Phase[]) {
    api.on('GET /v1/rollouts/r-1', () => {
      const phase = phasesInTurn.shift();
      return { body: { phase, summary: `It is ${phase}.`, next: '' } };
    });
  }

  it('looks until it is there, as whoever started the task', async () => {
    inTurn('proposed', 'observing', 'completed');
    const ctx = context({
      rolloutId: 'r-1',
      until: 'completed' as const,
      timeoutSeconds: 60,
    });
    await createAwaitAction(rollouts, { pauseMs: 1 }).handler(ctx);
    expect(ctx.output).toHaveBeenLastCalledWith('summary', 'It is completed.');
    expect(api.received).toHaveLength(3);
    expect(api.received[0].token).toMatch(/^Bearer .*dana/);
  });

  it('fails when it was rolled back', async () => {
    inTurn('observing', 'rolling-back');
    await expect(
      createAwaitAction(rollouts, { pauseMs: 1 }).handler(
        context({ rolloutId: 'r-1', until: 'completed', timeoutSeconds: 60 }),
      ),
    ).rejects.toThrow('Rollout r-1 is not completed: It is rolling-back.');
  });

  it('asks again while the API does not answer, and no longer than its time', async () => {
    const answers = [
      { status: 503, body: { error: { name: 'Error', message: 'Starting' } } },
      { body: { phase: 'completed', summary: 'Completed.', next: '' } },
    ];
    api.on(
      'GET /v1/rollouts/r-1',
      () => answers.shift() ?? { status: 502, body: {} },
    );
    const input = { rolloutId: 'r-1', until: 'completed' as const };
    const wait = (timeoutSeconds: number) =>
      createAwaitAction(rollouts, { pauseMs: 1 }).handler(
        context({ ...input, timeoutSeconds }),
      );
    await wait(60);
    expect(api.received).toHaveLength(2);
    await expect(wait(0.01)).rejects.toThrow(
      /not completed after 0.01 s: It could not be read/,
    );
  });

  it('ends with the task that it is a step of', async () => {
    inTurn('proposed');
    const abort = new AbortController();
    const waiting = createAwaitAction(rollouts).handler(
      context(
        { rolloutId: 'r-1', until: 'approved', timeoutSeconds: 60 },
        { signal: abort.signal },
      ),
    );
    abort.abort();
    await expect(waiting).rejects.toThrow(/abort/);
  });

  it('says what a refusal says', async () => {
    await expect(
      createAwaitAction(rollouts).handler(
        context({ rolloutId: 'gone', until: 'approved', timeoutSeconds: 1 }),
      ),
    ).rejects.toThrow('There is no GET /v1/rollouts/gone');
  });
});

describe('rollouts:rollback', () => {
  const input = { rolloutId: 'r-1', reason: 'Called off' };

  it('gives the command once, however often the task is run', async () => {
    api.on('POST /v1/rollouts/r-1/commands', () => ({
      body: { phase: 'rolling-back', summary: 'Rolling back.' },
    }));
    const ctx = context(input, { task: { id: 't-1' } });
    await createRollBackAction(rollouts).handler(ctx);
    expect(ctx.output).toHaveBeenCalledWith('phase', 'rolling-back');
    expect(api.received).toMatchObject([
      {
        key: expect.stringContaining('t-1'),
        body: { command: 'roll-back', reason: 'Called off' },
      },
    ]);
  });

  it('changes nothing in a dry run', async () => {
    api.on('GET /v1/rollouts/r-1', () => ({
      body: {
        phase: 'observing',
        summary: 'Observing.',
        commands: [{ command: 'roll-back', open: true }],
      },
    }));
    await createRollBackAction(rollouts).handler(
      context(input, { isDryRun: true }),
    );
    expect(api.received.map(({ path }) => path)).toEqual([
      'GET /v1/rollouts/r-1',
    ]);
  });
});
