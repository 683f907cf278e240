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

import { lookOverAt } from './lookOver';
import { test } from './portal';

test.describe('every page is for everybody, in both themes and widths', () => {
  for (const [name, path, text] of [
    ['board', '/rollouts', 'What is exposed, and who must act'],
    ['playbooks', '/rollouts/playbooks', 'Demonstration'],
    ['playbook', '/rollouts/playbooks/standard', 'Recovery steps'],
    ['learnings', '/rollouts/learnings', 'Search in learnings'],
    ['operations', '/rollouts/operations', 'Clusters'],
    ['sandbox', '/sandbox', 'checkout'],
    ['home', '/', 'Waits for you'],
  ]) {
    test(name, async ({ as }) => {
      const { page } = await as('otto');
      await lookOverAt(page, path, text, name);
    });
  }
});
