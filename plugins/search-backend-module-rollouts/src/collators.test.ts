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
import { rolloutReadPermission } from '@stagecraft/backstage-plugin-rollouts-common';
import type { RolloutsService } from '@stagecraft/backstage-plugin-rollouts-node';
import { collators } from './collators';

const HYPOTHESIS = {
  belief: 'a checkout of one page',
  audience: 'everyone',
  expectedOutcome: 'fewer orders given up',
  refutedBy: 'they do not fall',
};

const experiment = (id: number) => ({
  id: `e-${id}`,
  title: `Experiment ${id}`,
  service: 'component:default/checkout',
  businessGoal: 'More orders',
  hypothesis: HYPOTHESIS,
});

/** Answers with pages of two. */
function paged<T>(items: T[]) {
  return ({ query }: { query: { cursor?: string } }) => {
    const from = Number(query.cursor ?? 0);
    const next = from + 2;
    return {
      items: items.slice(from, next),
      nextCursor: next < items.length ? String(next) : null,
    };
  };
}

describe('collators', () => {
  const callers: string[] = [];
  const answers: Record<string, (input: any) => unknown> = {
    listExperiments: paged([1, 2, 3, 4, 5].map(experiment)),
    listLearnings: paged([
      {
        ...experiment(1),
        experimentId: 'e-1',
        conclusion: {
          outcome: 'refuted',
          learning: 'People want to see their basket',
          differently: 'Ask them first',
        },
      },
    ]),
    listPlaybooks: () => ({
      items: [
        {
          id: 'standard',
          title: 'Standard',
          purpose: 'For most changes',
          roles: [{ name: 'Approver', does: 'Looks at the evidence' }],
          recoverySteps: ['Press Roll back'],
        },
      ],
    }),
  };
  const rollouts = {
    call: async (id: string, input: unknown, { credentials }: any) => {
      callers.push(credentials.principal.subject);
      return answers[id](input);
    },
  } as RolloutsService;
  const auth = {
    getOwnServiceCredentials: async () =>
      mockCredentials.service('plugin:search'),
  };

  async function documents(type: string) {
    const factory = collators(rollouts, auth).find(
      candidate => candidate.type === type,
    );
    if (!factory) throw new Error(`No collator of ${type}`);
    const found: any[] = [];
    for await (const document of await factory.getCollator()) {
      found.push(document);
    }
    return { factory, found };
  }

  beforeEach(() => {
    callers.length = 0;
  });

  it('reads all experiments, page by page, as the search plugin', async () => {
    const { factory, found } = await documents('rollout-experiments');
    expect(found.map(({ title }) => title)).toEqual(
      [1, 2, 3, 4, 5].map(id => `Experiment ${id}`),
    );
    expect(callers).toEqual(Array(3).fill('plugin:search'));
    expect(factory.visibilityPermission).toBe(rolloutReadPermission);
    expect(found[0]).toEqual({
      title: 'Experiment 1',
      text: expect.stringContaining('We are wrong if they do not fall'),
      location: '/rollouts/experiments/e-1',
      authorization: { resourceRef: 'experiment:e-1' },
    });
  });

  it('finds a learning by what was learned, for who may read it', async () => {
    const { factory, found } = await documents('rollout-learnings');
    expect(factory.visibilityPermission).toBe(rolloutReadPermission);
    expect(found).toEqual([
      {
        title: 'Experiment 1: refuted',
        text: expect.stringMatching(/see their basket[^]*Ask them first/),
        location: '/rollouts/experiments/e-1',
        authorization: { resourceRef: 'experiment:e-1' },
      },
    ]);
  });

  it('finds a playbook by its recovery steps', async () => {
    const { found } = await documents('rollout-playbooks');
    expect(found).toEqual([
      {
        title: 'Standard',
        text: expect.stringContaining('Press Roll back'),
        location: '/rollouts/playbooks/standard',
      },
    ]);
  });
});
