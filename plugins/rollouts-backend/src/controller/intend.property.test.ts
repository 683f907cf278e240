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

import { isWithin } from '@stagecraft/backstage-plugin-rollouts-common';
import fc from 'fast-check';
import { makePlan, makeStage, NOW } from '../testing/plans';
import {
  ALL,
  EVERYONE,
  INTERNAL,
  makeSubject,
  NOBODY,
  readBack,
  seen,
  written,
} from '../testing/subjects';
import { intend } from './intend';
import type { Look } from './subject';

const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const blind: Look = { outcome: 'blind', since: NOW, trouble: 'No answer' };
const unwritten = {
  writing: { ...written, decision: 'experiment/2' },
  acknowledged: { ...readBack, decision: 'experiment/2' },
};

describe('intend', () => {
  it('never raises above the open stage, and writes nothing unseen', () => {
    const share = fc.constantFrom(0, 500, 700, 10_000);
    const exposure = fc.record({ internal: share, everyone: share });
    const fence = fc.option(
      fc.record({ epoch: fc.constant(1), count: fc.nat({ max: 5 }) }),
    );
    const look = fc.oneof(
      fc.record({ exposure, fence, accepted: fc.boolean() }).map(seen),
      fc.constant(blind),
    );
    const phase = fc.constantFrom(
      ...(['waiting', 'exposing', 'observing', 'held', 'completed'] as const),
    );
    fc.assert(
      fc.property(
        phase,
        fc.nat({ max: 2 }),
        look,
        fc.boolean(),
        fc.nat({ max: 200 }),
        (aPhase, stageIndex, aLook, isWritten, seconds) => {
          const subject = makeSubject({
            state: { phase: aPhase, stageIndex },
            context: {
              now: later(seconds),
              plan: makePlan({
                stages: [
                  ...makePlan().stages.slice(0, 2),
                  makeStage({ name: 'all', exposure: 10_000 }),
                ],
              }),
            },
            target: { look: aLook, ...(isWritten ? {} : unwritten) },
          });
          const { command, bring, dueAt } = intend(subject);
          expect(command === null || bring.to === 'nothing').toBe(true);
          expect(dueAt.getTime()).toBeGreaterThan(later(seconds).getTime());
          const unseen = aLook.outcome !== 'seen';
          expect(unseen && bring.to !== 'nothing').toBe(false);
          const given = command?.command ?? 'hold';
          expect(unseen && !['hold', 'report'].includes(given)).toBe(false);
          const limit = [INTERNAL, EVERYONE, ALL][stageIndex];
          const wanted = bring.to === 'exposure' ? bring.exposure : NOBODY;
          expect(isWithin(wanted, limit)).toBe(true);
        },
      ),
    );
  });
});
