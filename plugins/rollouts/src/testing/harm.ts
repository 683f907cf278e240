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

import type { Harm } from '@stagecraft/backstage-plugin-rollouts-common';

const at = (seconds: number) =>
  new Date(Date.now() - seconds * 1000).toISOString();

export const HARM: Harm[] = [
  {
    id: '12',
    topic: 'stuck',
    severity: 'critical',
    title: 'A rollback is stuck and needs people now: Faster checkout',
    description: 'The API server of production-eu has not answered for 40 s',
    link: '/rollouts/r-stuck',
    at: at(95),
  },
  {
    id: '11',
    topic: 'rolled-back',
    severity: 'high',
    title: 'Rolled back: 3 rollouts',
    description: [
      'p95 latency 812 ms, limit 300 ms, baseline 198 ms, 3 of 3 looks',
      'Rolled back: Faster checkout with fewer round trips',
      'Rolled back: Suggest what others bought',
      'Rolled back: Search that forgives typing errors',
    ].join('\n'),
    link: '/rollouts',
    at: at(1800),
  },
];
