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

export const entity = {
  title: 'Rollouts',
  request: 'Request a rollout',
  past: 'Past rollouts',
  failed: 'The rollouts of this service could not be loaded',
  failedRequest: 'Whether you may request a rollout is not known',
  noneTitle: 'No rollouts yet',
  none: 'This page will show what of {{service}} is exposed to whom, whether it is well, and what past rollouts came to. It starts with a request.',
  noCurrent: 'Nothing of it is exposed, and nothing waits.',
  noPast: 'No rollout of it has ended yet.',
  all: 'All its rollouts',
  lastOutcome: 'Last outcome',
  noOutcome: 'no rollout has ended yet',
  health: 'Health',
  exposure: 'Exposure',
} as const;
