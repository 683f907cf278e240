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

import fc from 'fast-check';
import type { Playbook, Stage } from '../../words';
import { hiddenIn } from '../../words/hidden';

const text = (max: number) =>
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: max })
    .map(value => value.trim())
    .filter(value => value.length > 0 && hiddenIn(value) === undefined);
const several = (max: number) =>
  fc.array(text(60), { minLength: 1, maxLength: max });
const seconds = fc.integer({ min: 1, max: 86_400 });

const quorum = fc.record({
  required: fc.integer({ min: 0, max: 3 }),
  from: fc.constantFrom('approvers', 'operators', 'group:default/qa'),
});

const stage = (index: number, count: number): fc.Arbitrary<Stage> =>
  fc.record(
    {
      name: fc.constant(`stage-${index + 1}`),
      audience: fc.constant({ kind: 'everyone' as const }),
      exposure: fc.constant(Math.round(((index + 1) / count) * 10_000)),
      bakeSeconds: seconds,
      minimumSample: fc.integer({ min: 0, max: 1_000_000 }),
      milestones: fc.array(
        fc.record({
          name: fc.constant('briefed'),
          title: text(200),
          role: fc.constant('owners' as const),
        }),
        { maxLength: 1 },
      ),
      approvals: fc.record(
        {
          required: fc.integer({ min: 0, max: 3 }),
          from: fc.constant('approvers' as const),
          also: fc.array(quorum, { maxLength: 2 }),
          onEvidence: fc.boolean(),
        },
        { requiredKeys: ['required', 'from'] },
      ),
      guardrails: fc.constant(['errors']),
      decideBySeconds: seconds,
      undecided: fc.constantFrom('remind', 'hold', 'roll-back'),
    },
    {
      requiredKeys: [
        'name',
        'audience',
        'exposure',
        'bakeSeconds',
        'minimumSample',
        'milestones',
        'approvals',
        'guardrails',
        'decideBySeconds',
      ],
    },
  );

const stages = fc
  .integer({ min: 1, max: 6 })
  .chain(count =>
    fc.tuple(...Array.from({ length: count }, (_, at) => stage(at, count))),
  );

/** Playbooks that are right in every field. */
export const anyPlaybook: fc.Arbitrary<Playbook> = fc.record(
  {
    id: fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/),
    title: text(120),
    purpose: text(2000),
    roles: fc.array(fc.record({ name: text(80), does: text(500) }), {
      maxLength: 3,
    }),
    stages,
    guardrails: fc
      .record({
        metric: fc.constant('error-ratio'),
        check: fc.oneof(
          fc.record({
            kind: fc.constant('threshold' as const),
            limit: fc.double({ noNaN: true, noDefaultInfinity: true }),
          }),
          fc.record({
            kind: fc.constant('relative' as const),
            maxChange: fc.double({ min: 0, max: 100, noNaN: true }),
          }),
        ),
        onBreach: fc.constantFrom('roll-back', 'hold', 'notify'),
      })
      .map(guardrail => [
        {
          name: 'errors',
          ...guardrail,
          confirmations: 2,
          minimumCount: 20,
          noData: { afterSeconds: 120, action: 'hold' as const },
        },
      ]),
    requiredPreflights: fc.constant(['images', 'readiness']),
    endsAfterSeconds: fc.integer({ min: 60, max: 86_400 }),
    policy: fc.record(
      {
        maximumFirstExposure: fc.integer({ min: 0, max: 10_000 }),
        buildRequired: fc.boolean(),
        authorsByPipeline: fc.boolean(),
        lowRiskFirst: fc.boolean(),
        exposedAtOnce: fc.record({ system: fc.integer({ min: 1, max: 9 }) }),
        approvals: fc.record({
          high: fc.array(quorum, { minLength: 1, maxLength: 2 }),
        }),
      },
      { requiredKeys: [] },
    ),
    owner: fc.constantFrom('operators' as const, 'group:default/sre'),
    reviewEveryDays: fc.integer({ min: 1, max: 730 }),
    recoverySteps: several(5),
    contacts: fc.array(text(200), { maxLength: 3 }),
  },
  {
    requiredKeys: [
      'id',
      'title',
      'purpose',
      'roles',
      'stages',
      'guardrails',
      'endsAfterSeconds',
      'recoverySteps',
      'contacts',
    ],
  },
);
