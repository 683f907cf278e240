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

import { demandedBy, pass, policy } from './policy';

/** The first to meet a new version should be those who can bear it best. */
export const lowRiskFirst = policy({
  name: 'low-risk-first',
  title: 'Low-risk audience first',
  needs: ['stages'],
  judge({ stages: [first] }, { opened, demands: { lowRiskFirst: demand } }) {
    if (first.audience.kind === 'internal') {
      return pass('Internal users are exposed first', demand?.by);
    }
    const demanded = demand && opened === 0;
    return {
      outcome: demanded ? 'fail' : 'warn',
      explanation: `The first stage exposes ${
        first.audience.kind === 'segment' ? 'a segment' : 'everyone'
      }, not internal users`,
      remedy: 'Put a stage for internal users before it',
      path: ['stages', 0, 'audience'],
      ...(demanded && demandedBy(demand.by)),
    };
  },
});
