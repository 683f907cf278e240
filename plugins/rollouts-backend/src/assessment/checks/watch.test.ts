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

import { makePlan, NOW } from '../../testing/plans';
import { makeState } from '../../testing/subjects';
import { stageWatch } from './watch';

const OPENED = '2026-11-22T11:59:30.000Z';

describe('windows of a stage', () => {
  it('begin when its exposure was read back', () => {
    const { from, verified } = stageWatch(
      makeState({ stageOpenedAt: OPENED }),
      makePlan(),
    );
    expect({ from, verified }).toEqual({ from: NOW, verified: true });
  });

  it.each([0, 1])(
    'begin when stage %s was decided while it opens, so that an earlier rollout does not count',
    stageIndex => {
      const { from, verified } = stageWatch(
        makeState({
          phase: 'exposing',
          stageIndex,
          acknowledged: false,
          stageOpenedAt: OPENED,
          stageEnteredAt: null,
        }),
        makePlan(),
      );
      expect({ from, verified }).toEqual({
        from: new Date(OPENED),
        verified: false,
      });
    },
  );
});
