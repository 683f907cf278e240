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
  formatCount,
  formatDuration,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { earliestFinishSeconds } from './earliestFinish';
import { demandedBy, pass, policy } from './policy';

const LONGEST_DAYS = 30;
const DAY_SECONDS = 86_400;

/** Every exposure is time-boxed, and the box must hold the whole ladder. */
export const endInBounds = policy({
  name: 'end-in-bounds',
  title: 'End in bounds',
  needs: ['end', 'stages', 'schedule'],
  judge(
    { end, stages, schedule },
    { now, opened, demands: { endsWithinDays } },
  ) {
    const left = (Date.parse(end) - now.getTime()) / 1000;
    const path = ['end'];
    if (left <= 0) {
      return {
        outcome: 'fail',
        explanation: 'The end lies in the past',
        remedy: 'Choose an end in the future',
        path,
      };
    }
    const days = Math.min(LONGEST_DAYS, endsWithinDays?.value ?? LONGEST_DAYS);
    if (left > days * DAY_SECONDS) {
      return {
        outcome: 'fail',
        explanation: `The end is more than ${formatCount(days, 'day')} away`,
        remedy: `Choose an end within ${formatCount(
          days,
          'day',
        )}: an exposure is not left open`,
        path,
        ...(endsWithinDays && demandedBy(endsWithinDays.by)),
      };
    }
    const ahead = stages.slice(opened);
    const finish = earliestFinishSeconds({ stages: ahead, schedule }, now);
    if (finish > left) {
      return {
        outcome: 'fail',
        explanation: `The stages${
          opened > 0 ? ' ahead' : ''
        } take ${formatDuration(
          finish,
        )} at least, and the end comes in ${formatDuration(left)}`,
        remedy: 'Choose a later end, or shorter bake times',
        path,
      };
    }
    return pass(
      `It ends in ${formatDuration(left)}, completed or taken back`,
      endsWithinDays?.by,
    );
  },
});
