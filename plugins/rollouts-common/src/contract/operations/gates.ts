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
import {
  engineDecisionSchema,
  flaggerGateSchema,
  flaggerPayloadSchema,
  gateAnswerSchema,
} from '../../words';
import { operation } from '../declare';

const name = z.string().min(1).max(253);

/** What engines that move traffic themselves ask before they do. */
export const gateOperations = {
  askFlaggerGate: operation({
    id: 'askFlaggerGate',
    method: 'post',
    path: '/gates/flagger/{gate}',
    summary:
      'A webhook of Flagger: 200 when the gate is open, 403 with why not',
    params: z.object({ gate: flaggerGateSchema }),
    body: flaggerPayloadSchema,
    response: gateAnswerSchema,
  }),
  askArgo: operation({
    id: 'askArgo',
    method: 'get',
    path: '/gates/argo',
    summary: 'A web metric of Argo Rollouts: go, wait or stop',
    query: z.object({
      namespace: name,
      name,
      cluster: z.string().min(1).max(100).optional(),
      /** Changes with the content that is exposed: the pod template's hash. */
      hash: z.string().min(1).max(200).optional(),
    }),
    response: engineDecisionSchema,
  }),
} as const;
