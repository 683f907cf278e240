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

import { z } from 'zod';
import { operation } from '../declare';

/** Who calls, and what of it is for them. */
export const viewerOperations = {
  getViewer: operation({
    id: 'getViewer',
    method: 'get',
    path: '/viewer',
    summary: 'Who you are here, and which permissions you have',
    response: z.object({
      /** Entity reference of a person, or a token's subject. */
      ref: z.string(),
      /** Names of permissions that are granted, if only for some rollouts. */
      permissions: z.array(z.string()),
    }),
  }),
} as const;
