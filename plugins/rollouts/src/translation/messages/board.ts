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

export const board = {
  heading: 'What is exposed, and who must act',
  request: 'Request a rollout',
  counts: 'Counts, which are also filters',
  group: {
    exposed: 'exposed now',
    'waiting-for-people': 'waiting for people',
    'held-or-unknown': 'held or unknown',
    'rolled-back-recently': 'rolled back in 7 days',
  },
  filters: 'Filters',
  scope: 'Whose',
  everyone: 'Everyone’s',
  mine: 'Mine',
  teams: 'My teams’',
  system: 'System',
  environment: 'Environment',
  phase: 'Phase',
  playbook: 'Playbook',
  outcome: 'Outcome',
  outcomeName: {
    completed: 'Completed',
    reversed: 'Rolled back',
    'reversed-automatically': 'Rolled back automatically',
    'reversed-by-hand': 'Rolled back by hand',
  },
  drills: 'Drills',
  drillsToo: 'Shown too',
  drillsWithout: 'Left out',
  drillsOnly: 'Only drills',
  any: 'Any',
  clear: 'Clear filters',
  caption: 'Rollouts, most urgent first',
  rollout: 'Service and experiment',
  exposure: 'Exposure',
  health: 'Health',
  next: 'Next',
  act: 'Who must act',
  nobody: 'nobody',
  age: 'Age',
  actions: 'Actions',
  emptyTitle: 'No rollouts yet',
  empty:
    'This page will show what is exposed to whom, whether it is well, and who must act next. It starts with a request: a hypothesis about a service, and the stages in which people will meet the change.',
  noneTitle: 'Nothing matches these filters',
  none: 'There are rollouts, but none with all of these properties.',
  failed: 'The rollouts could not be loaded',
  reorder: 'The order has changed; it is shown when the pointer leaves.',
  changed: '{{service}}: {{sign}}',
  phaseName: {
    proposed: 'Proposed',
    approved: 'Approved',
    waiting: 'Waiting',
    exposing: 'Exposing',
    observing: 'Observing',
    held: 'Held',
    'rolling-back': 'Rolling back',
    'rolled-back': 'Rolled back',
    stuck: 'Needs people now',
    completed: 'Completed',
    cancelled: 'Cancelled',
  },
} as const;
