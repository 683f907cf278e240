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

import { argoRollout } from '../__testUtils__/argoRollouts';
import { ASKS_ANNOTATION, askOf, askText, settledFence } from './marks';

const AT = new Date('2026-03-01T12:00:00Z');
const ask = { from: 1, to: 4, before: { epoch: 1, count: 2 }, at: AT };

function asked(currentStepIndex: number, status: object = {}, from = 1) {
  return argoRollout({
    annotations: {
      'stagecraft.dev/fence': '1.3',
      [ASKS_ANNOTATION]: askText({ ...ask, from }),
    },
    status: { currentStepIndex, ...status },
  });
}

it('reads back what it asked for', () => {
  expect(askOf(asked(1))).toEqual(ask);
});

describe('settledFence', () => {
  const after = (seconds: number) => new Date(AT.getTime() + seconds * 1000);

  it.each<[string, number, object, number, number]>([
    ['does not count a stamp whose step never came', 1, {}, 1, 2],
    ['counts a step that was asked for', 4, {}, 1, 3],
    ['does not count one that nobody took for 30 s', 4, {}, 31, 2],
    ['counts one that was taken', 5, {}, 31, 3],
    ['counts one that somebody aborted', 0, { abort: true }, 1, 3],
    ['counts one that somebody moved on', 7, {}, 1, 3],
  ])('%s', (_, index, status, seconds, count) => {
    expect(settledFence(asked(index, status), after(seconds))).toEqual({
      epoch: 1,
      count,
    });
  });

  it.each([
    ['does not count a stamp on a weight, once its pause is reached', 3, 2, 2],
    ['counts one on a pause, when it is at the weight before', 2, 3, 3],
  ])('%s', (_, index, from, count) => {
    const rollout = asked(index, {}, from);
    expect(settledFence(rollout, after(1))).toEqual({ epoch: 1, count });
  });
});
