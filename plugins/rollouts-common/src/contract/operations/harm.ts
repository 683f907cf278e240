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
import { harmSchema } from '../../words';
import { operation } from '../declare';

const unseen = z.object({
  /** Most urgent first, and then newest first. */
  items: z.array(harmSchema),
  now: z.iso.datetime(),
});

/** What of harm the caller was told and has not yet seen. */
export const harmOperations = {
  listHarm: operation({
    id: 'listHarm',
    method: 'get',
    path: '/harm',
    summary: 'Harm that you were told of and have not yet acknowledged',
    response: unseen,
  }),
  acknowledgeHarm: operation({
    id: 'acknowledgeHarm',
    method: 'post',
    path: '/harm/{id}/acknowledge',
    summary: 'Say that you have seen harm; for yourself, and no later events',
    params: z.object({ id: harmSchema.shape.id }),
    response: unseen,
  }),
} as const;
