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

export const home = {
  title: 'Rollouts',
  description: 'What waits for you, and what is exposed in your systems',
  waits: 'Waits for you',
  waitsFailed: 'What waits for you could not be loaded',
  nothingWaits: 'Nothing waits for you.',
  approve: 'Asks for your approval of stage {{stage}}',
  decideBy: 'Decide',
  exposed: 'Exposed in your systems',
  exposedFailed: 'What is exposed could not be loaded',
  nothingExposed:
    'Nothing is exposed in your systems: all users get the baseline.',
  allApprovals: 'All approvals',
  allExposed: 'All that is exposed',
  more: '{{shown}} of {{total}} shown.',
} as const;
