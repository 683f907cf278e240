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

import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { ConflictError, NotAllowedError } from '@backstage/errors';
import { RolloutsError } from '@stagecraft/backstage-plugin-rollouts-common';
import type { RolloutsService } from '@stagecraft/backstage-plugin-rollouts-node';
import { registerActions } from './index';

const dana = mockCredentials.user('user:default/dana');
const row = {
  id: 'r-1',
  experiment: { id: 'e-1', title: 'One page checkout' },
  service: 'component:default/checkout',
  environment: 'production',
  phase: 'held',
  summary: 'Held: errors.',
  next: 'Somebody must look.',
  whoMustAct: ['group:default/payments'],
};

function registered(answers: Record<string, () => unknown>) {
  const asked: { id: string; input: unknown; by: unknown }[] = [];
  const registry = actionsRegistryServiceMock();
  registerActions(registry, {
    call: async (
      id: string,
      input: unknown,
      { credentials }: { credentials: BackstageCredentials },
    ) => {
      asked.push({ id, input, by: credentials.principal });
      return answers[id]();
    },
  } as RolloutsService);
  return { registry, asked };
}

describe('actions', () => {
  it('say what only reads, and what is destructive', async () => {
    const { registry } = registered({});
    const { actions } = await registry.list();
    const reading = { readOnly: true, destructive: false };
    const changing = { readOnly: false, destructive: true };
    expect(
      Object.fromEntries(
        actions.map(({ name, attributes: { readOnly, destructive } }) => [
          name,
          { readOnly, destructive },
        ]),
      ),
    ).toEqual({
      'list-rollouts': reading,
      'show-rollout': reading,
      'explain-rollout': reading,
      'propose-rollout': { readOnly: false, destructive: false },
      'hold-rollout': changing,
      'roll-back-rollout': changing,
    });
  });

  it('list what the person sees', async () => {
    const { registry, asked } = registered({
      listRollouts: () => ({ items: [row], nextCursor: null }),
    });
    const { output } = await registry.invoke({
      id: 'test:list-rollouts',
      input: { group: 'held-or-unknown' },
      credentials: dana,
    });
    expect(output).toMatchObject({
      rollouts: [{ id: 'r-1', title: 'One page checkout', phase: 'held' }],
    });
    expect(asked).toMatchObject([
      {
        input: { query: { group: 'held-or-unknown' } },
        by: { userEntityRef: 'user:default/dana' },
      },
    ]);
  });

  it('explain by what it waits for, its checks and its decisions', async () => {
    const { registry } = registered({
      getRollout: () => ({
        ...row,
        heldReason: 'errors rose',
        reversal: null,
        waitsFor: [{ for: 'approvals', sentence: 'Stage 2 needs 1 approval' }],
        checks: [{ guardrail: 'errors', sentence: '3 % over a limit of 2 %' }],
        targets: [{ trouble: 'Not seen for a minute' }],
      }),
      listDecisions: () => ({
        items: [
          {
            at: '2026-11-22T12:00:00Z',
            actor: { name: 'Controller' },
            result: { sentence: 'Held' },
            reason: 'errors',
          },
        ],
      }),
    });
    const { output } = await registry.invoke({
      id: 'test:explain-rollout',
      input: { rolloutId: 'r-1' },
      credentials: dana,
    });
    expect(output).toMatchObject({
      sentences: [
        'Held: errors.',
        'Somebody must look.',
        'It is held: errors rose',
        'It waits: Stage 2 needs 1 approval',
        'errors: 3 % over a limit of 2 %',
        'Not seen for a minute',
        '2026-11-22T12:00:00Z, Controller: Held (errors)',
      ],
    });
  });

  it('tell a refusal with its remedy', async () => {
    const { registry } = registered({
      commandRollout: () => {
        throw new RolloutsError(409, {
          name: 'ConflictError',
          message: 'It has ended',
          code: 'not-open',
          remedy: 'Request a new one',
        });
      },
    });
    await expect(
      registry.invoke({
        id: 'test:roll-back-rollout',
        input: { rolloutId: 'r-1', reason: 'Slow' },
        credentials: dana,
      }),
    ).rejects.toThrow(new ConflictError('It has ended\nRequest a new one'));
  });

  it.each([
    ['hold-rollout', 'hold'],
    ['roll-back-rollout', 'roll-back'],
  ])('%s gives the command %s for the person', async (name, command) => {
    const { registry, asked } = registered({
      commandRollout: () => ({ ...row, plan: 'not told' }),
    });
    const { output } = await registry.invoke({
      id: `test:${name}`,
      input: { rolloutId: 'r-1', reason: 'Slow' },
      credentials: dana,
    });
    expect(output).toEqual({ phase: 'held', summary: 'Held: errors.' });
    expect(asked).toMatchObject([
      {
        input: { params: { id: 'r-1' }, body: { command, reason: 'Slow' } },
        by: { userEntityRef: 'user:default/dana' },
      },
    ]);
  });

  it('name every field of a proposal that is wrong', async () => {
    const { registry, asked } = registered({});
    await expect(
      registry.invoke({
        id: 'test:propose-rollout',
        input: { service: 's', experiment: {}, plan: {} },
        credentials: dana,
      }),
    ).rejects.toThrow(/experiment\.title[^]*plan\.targets/);
    expect(asked).toEqual([]);
  });

  it.each(['list-rollouts', 'hold-rollout', 'roll-back-rollout'])(
    'refuse %s to a service, which would be taken for the plugin itself',
    async name => {
      const { registry, asked } = registered({});
      await expect(
        registry.invoke({
          id: `test:${name}`,
          input: { rolloutId: 'r-1', reason: 'Because' },
          credentials: mockCredentials.service('external:agent'),
        }),
      ).rejects.toThrow(NotAllowedError);
      expect(asked).toEqual([]);
    },
  );
});
