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

import { formatDuration } from '@stagecraft/backstage-plugin-rollouts-common';
import { quorumsOf } from '../lifecycle/quorums';
import { pass, policy } from './policy';

/** Waiting for people has an end, and something comes of it. */
export const decideBy = policy({
  name: 'decide-by',
  title: 'Decision in time',
  needs: ['stages'],
  judge({ stages }, { opened }) {
    const asking = [...stages.entries()].filter(
      ([index, stage]) => index >= opened && quorumsOf(stage).length > 0,
    );
    if (asking.length === 0) return pass('Nobody is asked any more');
    const reminding = asking.find(([, stage]) => stage.undecided === 'remind');
    if (reminding) {
      const [index, { decideBySeconds }] = reminding;
      return {
        outcome: 'warn',
        explanation: `When nobody decides on stage ${
          index + 1
        } in ${formatDuration(decideBySeconds)}, people are only reminded`,
        remedy: 'Let it hold or roll back then, so that it is not forgotten',
        path: ['stages', index, 'undecided'],
      };
    }
    return pass('Every stage that asks says what happens when nobody decides');
  },
});
