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

export const sign = {
  waiting: 'Waiting',
  healthy: 'Healthy',
  suspect: 'Suspect',
  breached: 'Breached',
  unknown: 'Unknown',
  exposing: 'Exposing',
  measuring: 'Measuring',
  held: 'Held',
  'rolling-back': 'Rolling back',
  'rolled-back': 'Rolled back',
  stuck: 'Needs people now',
  completed: 'Completed',
  cancelled: 'Cancelled',
  with: '{{word}}: {{detail}}',
  notMeasured: 'not measured yet',
  notWatched: 'nothing is watched yet',
  noReason: 'no reason given',
  waitFor: {
    approvals: 'approval',
    objection: 'an objection to be resolved',
    start: 'somebody to start it',
    'not-before': 'its start time',
    milestones: 'milestones',
    policy: 'a policy',
    freeze: 'the end of a freeze',
    bake: 'bake time',
    sample: 'requests',
    evidence: 'evidence',
    target: 'the target',
    nothing: 'its turn',
  },
  since: 'since {{time}}',
  firstLook: 'first look',
} as const;
