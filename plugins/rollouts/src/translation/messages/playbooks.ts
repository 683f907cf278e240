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

export const playbooks = {
  title: 'Playbooks',
  intro:
    'Templates of stages, guardrails, roles and recovery steps. A plan starts from one and says where it departs from it.',
  failed: 'The playbooks could not be loaded',
  failedOne: 'The playbook could not be loaded',
  emptyTitle: 'No playbook yet',
  empty:
    'Playbooks ship with the backend and are added in its configuration, under rollouts.playbooks.',
  demonstration: 'For demonstrations',
  stages_one: '{{count}} stage',
  stages_other: '{{count}} stages',
  least: 'at least {{duration}}',
  version: 'Version {{version}}',
  fared: 'How it fared',
  notUsed: 'No rollout has used it yet',
  rollouts: 'rollouts',
  completed: 'completed',
  rolledBack: 'rolled back',
  ofRollouts: '{{share}} of {{rollouts}}',
  restore: 'median time to restore',
  restoreNote: 'decided to read back, {{rollouts}} rolled back',
  restoreNone: 'none rolled back',
  request: 'Request a rollout',
  recovery: 'Recovery steps',
  contacts: 'Contacts',
  roles: 'Roles',
  ladder: 'Stages',
  guardrails: 'Guardrails',
  versions: 'Versions',
  onlyVersion: 'This is the only version.',
  shown: 'Shown',
  comparedWith: 'Compared with',
  same: 'Both versions say the same.',
  changes: 'Changes from version {{from}} to version {{to}}',
  ends: 'A plan made from it ends {{duration}} after the request unless it says otherwise.',
  learnings: 'What was learned with it',
  noLearnings:
    'Nothing yet: a learning appears here when an experiment that used it is concluded.',
  allLearnings: 'All learnings with this playbook',
} as const;
