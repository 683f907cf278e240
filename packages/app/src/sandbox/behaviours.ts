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

import type { Behaviour } from '@stagecraft/sandbox';

/** How a new version can behave, and what one sees of it. */
export const BEHAVIOURS: readonly {
  behaviour: Behaviour;
  title: string;
  means: string;
}[] = [
  {
    behaviour: 'healthy',
    title: 'Healthy',
    means: 'As quick and as reliable as the stable version.',
  },
  {
    behaviour: 'slow',
    title: 'Slow',
    means: 'Every request takes two and a half times as long.',
  },
  {
    behaviour: 'failing',
    title: 'Failing',
    means: 'About one request in seven fails.',
  },
  {
    behaviour: 'leaking',
    title: 'Leaking',
    means:
      'Well at first. With use it becomes slower, and after a minute it fails more and more.',
  },
  {
    behaviour: 'better',
    title: 'Better',
    means: 'A third quicker, and more visits end with an order.',
  },
];
