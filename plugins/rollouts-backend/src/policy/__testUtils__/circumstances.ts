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

import type { PolicyHistory } from '@stagecraft/backstage-plugin-rollouts-node';
import { NOW } from '../../testing/plans';
import { demandsOf } from '../demands';
import type { Circumstances } from '../policy';

/** Nothing happened before, and nothing else is exposed. */
export const NO_HISTORY: PolicyHistory = {
  exposedElsewhere: { system: 0, clusters: {}, namespaces: {} },
  completedIn: [],
  statedAuthors: { authors: [], by: [] },
  rehearsedAt: null,
};

/** Of a plan of dana's that omar and olga may approve, with no demands. */
export function makeCircumstances(
  over: Partial<Circumstances> = {},
): Circumstances {
  return {
    now: NOW,
    service: 'component:default/checkout',
    system: 'system:default/storefront',
    opened: 0,
    opening: false,
    requestedBy: 'user:default/dana',
    parties: ['user:default/dana'],
    peopleIn: () => ['user:default/omar', 'user:default/olga'],
    windowSecondsOf: () => 20,
    production: ['production'],
    risk: { tier: 'medium', reasons: ['The service says medium'] },
    tierUnknown: false,
    history: NO_HISTORY,
    demands: demandsOf([]),
    ...over,
  };
}
