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

/** Production is not the first place where a change proves itself. */
export const earlierEnvironment = policy({
  name: 'earlier-environment',
  title: 'Earlier environment first',
  needs: ['environment', 'artefacts'],
  judge({ environment }, { demands, production, history }) {
    const earlier = demands.earlierEnvironments;
    if (!earlier || !production.includes(environment)) return undefined;
    const missing = earlier.value.filter(
      name => !history.completedIn.includes(name),
    );
    if (missing.length === 0) {
      return pass(
        `The same images completed in ${earlier.value.join(', ')}`,
        earlier.by,
      );
    }
    return {
      outcome: 'fail',
      explanation: `The same images have not completed a rollout in ${missing.join(
        ', ',
      )}`,
      remedy: `Roll these images out to ${missing.join(
        ', ',
      )} first, by their digests`,
      path: ['artefacts', 'images'],
      ...demandedBy(earlier.by),
    };
  },
});
