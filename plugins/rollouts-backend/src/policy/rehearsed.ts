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
import { demandedBy, pass, policy } from './policy';

const DAY_MS = 86_400_000;

/** A way back that nobody has walked lately is only believed. */
export const rehearsed = policy<'environment' | 'drill'>({
  name: 'rollback-rehearsed',
  title: 'Way back rehearsed',
  needs: ['environment'],
  judge({ environment, drill }, { now, demands, production, history }) {
    const demand = demands.rehearsedWithinDays;
    if (!demand || !production.includes(environment)) return undefined;
    if (drill) return pass('This is the rehearsal', demand.by);
    const days = formatCount(demand.value, 'day');
    const fails = (explanation: string) => ({
      outcome: 'fail' as const,
      explanation,
      remedy: 'Run a drill of this service with this playbook first',
      path: ['playbook'],
      ...demandedBy(demand.by),
    });
    if (history.rehearsedAt === null) {
      return fails(
        `No drill of this service with this playbook has passed, and one within ${days} is demanded`,
      );
    }
    const age = now.getTime() - history.rehearsedAt.getTime();
    if (age < 0) {
      return fails(
        'The last passed drill lies in the future: the clock was set back, so its age is not known',
      );
    }
    const ago = formatDuration(age / 1000);
    return age > demand.value * DAY_MS
      ? fails(
          `The last drill that passed was ${ago} ago, and one within ${days} is demanded`,
        )
      : pass(`Going back was rehearsed ${ago} ago`, demand.by);
  },
});
