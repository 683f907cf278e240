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

/** What runs must lead back to how it was built, and from what. */
export const artefactsTraceable = policy({
  name: 'artefacts-traceable',
  title: 'Artefacts lead to their build',
  needs: ['artefacts'],
  judge({ artefacts }, { demands: { buildRequired } }) {
    if (!buildRequired) return undefined;
    if (artefacts.build === undefined) {
      return {
        outcome: 'fail',
        explanation: 'The build that made the images is not named',
        remedy: 'Give the address of the build',
        path: ['artefacts', 'build'],
        ...demandedBy(buildRequired.by),
      };
    }
    if (artefacts.authors.length === 0) {
      return {
        outcome: 'fail',
        explanation:
          'The build does not state who wrote the change, so they might approve it',
        remedy: "Give the commit's authors",
        path: ['artefacts', 'authors'],
        ...demandedBy(buildRequired.by),
      };
    }
    return pass(
      'The images lead to their build, commit and authors',
      buildRequired.by,
    );
  },
});
