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

/** Who wrote a change is better known from its build than from who wants it. */
export const authorsStated = policy({
  name: 'authors-stated',
  title: 'Authors stated by a pipeline',
  needs: ['artefacts'],
  judge({ artefacts }, { requestedBy, history, demands }) {
    const demand = demands.authorsByPipeline;
    if (!demand) return undefined;
    const { statedAuthors } = history;
    const byPipeline =
      !requestedBy.startsWith('user:') && artefacts.authors.length > 0;
    if (byPipeline || statedAuthors.authors.length > 0) {
      return pass(
        `Stated by ${byPipeline ? requestedBy : statedAuthors.by.join(', ')}`,
        demand.by,
      );
    }
    return {
      outcome: 'fail',
      explanation: 'No pipeline has stated who wrote these images',
      remedy:
        'Let the pipeline that built them request the rollout, here or in an earlier environment',
      path: ['artefacts', 'authors'],
      ...demandedBy(demand.by),
    };
  },
});
