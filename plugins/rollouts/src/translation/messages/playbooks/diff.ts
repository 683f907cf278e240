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

export const diff = {
  about: 'About the playbook',
  title: 'Title',
  purpose: 'Purpose',
  demonstration: 'For demonstrations only',
  endsAfter: 'A plan ends after',
  review: 'Reviewed every',
  detect: 'A drill detects within',
  restore: 'A drill restores within',
  drillEvery: 'A drill every',
  stage: 'Stage {{name}}',
  guardrail: 'Guardrail {{name}}',
  role: 'Role {{name}}',
  does: 'Does',
  step: 'Step {{number}}',
  contact: 'Contact {{number}}',
  order: 'Order',
  yes: 'Yes',
  days_one: '{{count}} day',
  days_other: '{{count}} days',
  onEvidence: 'Approval names the evidence before',
  milestones: 'Milestones',
  decideBy: 'Decide within',
  undecided: 'When nobody decides',
  undecidedIs: {
    remind: 'People are reminded',
    hold: 'It is held',
    'roll-back': 'It is rolled back',
  },
  observations: 'Observations, at least',
  added: 'Added',
  removed: 'Removed',
  changed: 'Changed',
  was: 'Was',
  is: 'Is',
} as const;
