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

import { planDraftSchema, type PlanDraft } from '.';

const draft: PlanDraft = {
  environment: 'production',
  playbook: 'standard',
  artefacts: {
    images: [{ name: 'checkout', digest: `sha256:${'1'.repeat(64)}` }],
    commit: 'abcdef1',
    authors: [],
  },
  targets: [
    {
      kind: 'gateway-api',
      cluster: 'sandbox',
      namespace: 'storefront',
      name: 'checkout',
      backends: { baseline: 'checkout-stable', new: 'checkout-next' },
    },
  ],
  stages: [
    {
      name: 'one',
      audience: { kind: 'everyone' },
      exposure: 100,
      bakeSeconds: 60,
      minimumSample: 10,
      milestones: [],
      approvals: { required: 1, from: 'approvers' },
      guardrails: ['errors'],
      decideBySeconds: 60,
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
  successMetrics: [{ metric: 'conversion-ratio', worthwhile: 0.02 }],
  decisionRule: 'clear-signals',
  schedule: { start: 'when-approved' },
  end: '2026-11-23T12:00:00Z',
  rollbackPlan: { kind: 'restore-baseline', notes: 'Weights go back' },
};
const [stage] = draft.stages;
const NORTH = {
  kind: 'segment',
  name: 'north',
  header: { name: 'x-region', value: 'north' },
} as const;

function problemsOf(change: Partial<PlanDraft>) {
  const parsed = planDraftSchema.safeParse({ ...draft, ...change });
  return (parsed.error?.issues ?? []).map(issue => ({
    path: issue.path.join('.'),
    message: issue.message,
  }));
}

describe('a plan draft', () => {
  it('is accepted when it is complete', () => {
    expect(problemsOf({})).toEqual([]);
  });

  it.each<[string, Partial<PlanDraft>, string, RegExp]>([
    [
      'a ladder that does not rise',
      { stages: [stage, { ...stage, name: 'two' }] },
      'stages.1.exposure',
      /must rise/,
    ],
    [
      'one target twice',
      { targets: [draft.targets[0], draft.targets[0]] },
      'targets.1',
      /names sandbox\/gateway-api\/storefront\/checkout twice/,
    ],
    ['no target', { targets: [] }, 'targets', /Name the target/],
    [
      'eleven targets',
      {
        targets: Array.from({ length: 11 }, (_, index) => ({
          ...draft.targets[0],
          cluster: `cluster-${index}`,
        })),
      },
      'targets',
      /At most 10/,
    ],
    [
      'exposure over 100 %',
      { stages: [{ ...stage, exposure: 10_001 }] },
      'stages.0.exposure',
      /over 100 %/,
    ],
    [
      'exposure under 0',
      { stages: [{ ...stage, exposure: -1 }] },
      'stages.0.exposure',
      /under 0 %/,
    ],
    [
      'a stage that exposes nobody',
      { stages: [{ ...stage, exposure: 0 }] },
      'stages.0.exposure',
      /more than 0 %/,
    ],
    [
      'a stage without guardrails',
      { stages: [{ ...stage, guardrails: [] }] },
      'stages.0.guardrails',
      /at least one guardrail/,
    ],
    [
      'a guardrail that the plan does not have',
      { stages: [{ ...stage, guardrails: ['latency'] }] },
      'stages.0.guardrails.0',
      /no guardrail named latency/,
    ],
    [
      'two segments',
      {
        stages: [
          { ...stage, audience: NORTH },
          {
            ...stage,
            name: 'two',
            exposure: 200,
            audience: { ...NORTH, name: 'south' },
          },
        ],
      },
      'stages',
      /name the same segment/,
    ],
    [
      'a segment that is marked like internal users',
      {
        stages: [
          { ...stage, audience: { kind: 'internal', header: NORTH.header } },
          { ...stage, name: 'two', audience: NORTH },
        ],
      },
      'stages',
      /another header than internal users/,
    ],
    [
      'a segment that no header marks',
      {
        stages: [
          {
            ...stage,
            audience: { ...NORTH, header: { name: 'x-region', value: '' } },
          },
        ],
      },
      'stages.0.audience.header.value',
      /./,
    ],
    [
      'two stages of one name',
      { stages: [stage, { ...stage, exposure: 200 }] },
      'stages.1.name',
      /its own name/,
    ],
    [
      'an image that is not pinned',
      {
        artefacts: {
          ...draft.artefacts,
          images: [{ name: 'checkout', digest: 'latest' }],
        },
      },
      'artefacts.images.0.digest',
      /image digest/,
    ],
    ['an end that is no time', { end: 'tomorrow' }, 'end', /2026-/],
  ])('is refused for %s', (_, change, path, message) => {
    expect(problemsOf(change)).toContainEqual({
      path,
      message: expect.stringMatching(message),
    });
  });
});
