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

import { nameOfRef } from '@stagecraft/backstage-plugin-rollouts-common';
import { pass, policy } from './policy';

const PATH = ['artefacts', 'authors'];

/**
 * Whoever wrote a change may not approve it, so nobody leaves out an author
 * whom a pipeline has stated for the same images.
 */
export const authorsKnown = policy({
  name: 'authors-known',
  title: 'Authors of the change',
  needs: ['artefacts'],
  neverBypassed: true,
  judge({ artefacts: { authors } }, { history: { statedAuthors: stated } }) {
    const leftOut = stated.authors.filter(ref => !authors.includes(ref));
    const by = stated.by.join(', ');
    if (leftOut.length > 0) {
      return {
        outcome: 'fail',
        explanation: `${by} states that ${leftOut
          .map(nameOfRef)
          .join(', ')} wrote these images, and the plan does not say so`,
        remedy: `Name ${leftOut.join(', ')} among the authors`,
        path: PATH,
      };
    }
    if (stated.authors.length > 0) {
      return pass(`Whoever ${by} states as author is named`);
    }
    return authors.length > 0
      ? pass('As the plan names them; no pipeline has stated them before')
      : {
          outcome: 'warn',
          explanation:
            'Nobody says who wrote the change, so its author might approve it',
          remedy: "Name the commit's authors",
          path: PATH,
        };
  },
});
