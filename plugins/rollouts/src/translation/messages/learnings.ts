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

export const learnings = {
  title: 'Learnings',
  intro:
    'What experiments taught, refuted hypotheses as much as validated ones.',
  failed: 'The learnings could not be loaded',
  search: 'Search in learnings',
  searchHelp: 'Words of the title, the hypothesis or the learning',
  outcome: 'Outcome',
  any: 'Any',
  clear: 'Clear filters',
  validated: 'Validated',
  refuted: 'Refuted',
  inconclusive: 'Inconclusive',
  noneTitle: 'Nothing fits',
  none: 'No learning has these words and this outcome. Use fewer words, or clear the filters.',
  emptyTitle: 'No learning yet',
  empty:
    'When an experiment is concluded, what it taught appears here: the outcome, the effect with its interval, and what its team would do differently.',
  first: 'Go to the rollouts',
  differently: 'We would do differently',
  effect: '{{title}}: {{change}}',
  interval: '{{low}} to {{high}} at {{confidence}} confidence',
  noTest: 'no valid test',
  noEffects: 'No effect was measured',
  concluded: 'Concluded by',
  rollout: 'Its rollout and evidence',
  proposeChange: 'Propose a change of the playbook',
  playbook: 'Playbook {{id}}, version {{version}}',
  similar: 'Similar experiments taught',
  onlyTag: 'Only with the tag {{tag}}',
  onlyService: 'Only of the service',
  onlyPlaybook: 'Only with the playbook {{playbook}}',
} as const;
