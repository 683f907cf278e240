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

import type { PreflightResult } from '@stagecraft/backstage-plugin-rollouts-common';
import { preflightNow } from './preflightNow';

const results: PreflightResult[] = [
  { check: 'not-exposed', outcome: 'fail', evidence: 'It gets 25 %.' },
  { check: 'route', outcome: 'pass', evidence: 'It exists.' },
];

it.each([
  [0, ['not-exposed', 'route']],
  [2500, ['route']],
])('at an exposure of %s says %j', (everyone, checks) => {
  const exposure = { internal: 0, everyone };
  expect(preflightNow({ exposure }, results).map(each => each.check)).toEqual(
    checks,
  );
});
