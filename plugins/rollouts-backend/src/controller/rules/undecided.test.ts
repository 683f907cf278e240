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

import { later, short } from '../../testing/intentions';
import { makePlan, NOW } from '../../testing/plans';
import { makeSubject } from '../../testing/subjects';

type Undecided = 'remind' | 'hold' | 'roll-back';

function planWith(undecided: Undecided) {
  const { stages } = makePlan();
  return makePlan({
    stages: stages.map(stage => ({
      ...stage,
      undecided,
      approvals: { required: 1, from: 'approvers' as const },
    })),
    end: '2027-01-01T00:00:00.000Z',
  });
}

const asked = {
  phase: 'waiting',
  stageIndex: 0,
  askedAt: NOW.toISOString(),
} as const;
const proposed = {
  phase: 'proposed',
  stageIndex: -1,
  acknowledged: false,
  askedAt: NOW.toISOString(),
} as const;
const freezes = [{ id: 'x', sentence: 'Frozen', until: null, who: [] }];

describe('nobody decides', () => {
  it.each<[string, Undecided, Parameters<typeof makeSubject>[0], string]>([
    ['holds', 'hold', { state: asked }, 'hold undecided'],
    ['rolls back', 'roll-back', { state: asked }, 'roll-back undecided'],
    ['reminds', 'remind', { state: asked }, 'remind'],
    [
      'does not remind twice a day',
      'remind',
      { state: { ...asked, remindedAt: later(3600).toISOString() } },
      'nothing',
    ],
    [
      'asks nobody while a freeze stands, rather than hold',
      'hold',
      { state: asked, context: { freezes } },
      'await',
    ],
    [
      'takes back nothing while a freeze stands',
      'roll-back',
      { state: asked, context: { freezes } },
      'await',
    ],
    ['reminds before the first stage', 'hold', { state: proposed }, 'remind'],
    [
      'cancels before the first stage',
      'roll-back',
      { state: proposed },
      'cancel',
    ],
  ])('%s', (_, undecided, over, expected) => {
    const subject = makeSubject({
      ...over,
      context: {
        plan: planWith(undecided),
        now: later(3700),
        ...over?.context,
      },
    });
    expect(short(subject)).toBe(expected);
  });

  it.each([asked, proposed])('waits until the time is over', state => {
    const subject = makeSubject({
      state,
      context: { plan: planWith('roll-back'), now: later(3599) },
    });
    expect(short(subject)).toBe('nothing');
  });
});
