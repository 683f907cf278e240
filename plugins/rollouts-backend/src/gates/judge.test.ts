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

import {
  FLAGGER_GATES,
  PHASES,
  type Phase,
} from '@stagecraft/backstage-plugin-rollouts-common';
import fc from 'fast-check';
import { decideFor, judge, type Asked } from './judge';

const asked = (phase: Phase, stageIndex = 1, some = {}): Asked => ({
  phase,
  stageIndex,
  stages: 4,
  why: null,
  content: 'same',
  ...some,
});

/** Open gates, and what Argo is told. */
it.each<[Phase, number, string, string]>([
  ['proposed', -1, '', 'wait'],
  ['approved', -1, '', 'wait'],
  ['waiting', -1, '', 'wait'],
  ['exposing', 0, 'confirm-rollout confirm-traffic-increase', 'go'],
  ['observing', 1, 'confirm-rollout confirm-traffic-increase', 'go'],
  ['waiting', 1, 'confirm-rollout', 'wait'],
  ['held', 1, '', 'wait'],
  ['rolling-back', 1, 'rollback', 'stop'],
  ['stuck', 1, 'rollback', 'stop'],
  ['rolled-back', 1, 'rollback', 'stop'],
  ['cancelled', -1, '', 'stop'],
  [
    'completed',
    3,
    'confirm-rollout confirm-traffic-increase confirm-promotion',
    'go',
  ],
])('of a rollout %s at %i opens "%s" and says %s', (phase, stage, open, go) => {
  const of = asked(phase, stage);
  expect(FLAGGER_GATES.filter(gate => judge(gate, of).open).join(' ')).toBe(
    open,
  );
  expect(decideFor(of).result).toBe(go);
});

it('opens nothing forward for other content, and takes back what is under way', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...PHASES),
      fc.integer({ min: -1, max: 3 }),
      (phase, stage) => {
        const other = asked(phase, stage, { content: 'other' });
        for (const gate of FLAGGER_GATES) {
          expect(judge(gate, other).open).toBe(
            gate === 'rollback' && ['rolling-back', 'stuck'].includes(phase),
          );
        }
        expect(decideFor(other).result).toBe('wait');
      },
    ),
  );
});

it('never opens a gate forward and the one back at once', () => {
  for (const phase of PHASES) {
    const back = judge('rollback', asked(phase)).open;
    const forward = FLAGGER_GATES.some(
      gate => gate !== 'rollback' && judge(gate, asked(phase)).open,
    );
    expect(back && forward).toBe(false);
  }
});

it('says why', () => {
  const why = 'Errors are 4.2 %, limit 1 %';
  expect(judge('confirm-rollout', asked('held', 1, { why })).reason).toBe(
    `It is held: ${why}`,
  );
  expect(judge('rollback', asked('rolling-back', 1, { why })).reason).toBe(
    `A rollback was decided: ${why}`,
  );
});
