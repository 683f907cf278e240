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

import type { Comment } from '@stagecraft/backstage-plugin-rollouts-common';
import { at } from './time';

export const COMMENTS: Comment[] = [
  {
    id: 'c-2',
    rolloutId: null,
    actor: { kind: 'person', ref: 'user:default/dana', name: 'Dana Developer' },
    text: 'The baskets of yesterday were full.\nI look again at noon.',
    at: at(-600),
    withdrawnAt: null,
    own: true,
  },
  {
    id: 'c-1',
    rolloutId: 'r-observing',
    actor: { kind: 'person', ref: 'user:default/omar', name: 'Omar Owner' },
    text: null,
    at: at(-1200),
    withdrawnAt: at(-900),
    own: false,
  },
];
