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

import type { Rollout } from '@stagecraft/backstage-plugin-rollouts-common';
import { BY_PHASE } from './phases';
import { HASH } from './plans';
import { commands, OLE } from './rollouts';
import { at } from './time';

const { waiting } = BY_PHASE;
const person = (name: string, ref: string) => ({
  kind: 'person' as const,
  ref: `user:default/${ref}`,
  name,
});

/** A rollout on which much was said: approvals, objections and a bypass. */
export const GOVERNED: Rollout = {
  ...waiting,
  approvals: [
    {
      planHash: HASH,
      stageIndex: 2,
      actor: OLE,
      reason: 'Reviewed the change and the way back.',
      at: at(-1500),
      expiresAt: at(3 * 86_400),
    },
    {
      planHash: HASH,
      stageIndex: 2,
      actor: person('Sam Secure', 'sam'),
      reason: 'The new endpoint is covered by the review of May.',
      at: at(-8 * 86_400),
      expiresAt: at(-86_400),
      expiredAt: at(-86_400),
    },
    {
      planHash: HASH,
      stageIndex: 2,
      actor: person('Lea Left', 'lea'),
      reason: 'The new endpoint answers as it should.',
      at: at(-1800),
      lapsedAt: at(-900),
    },
  ],
  quorums: [
    {
      stageIndex: 2,
      required: 1,
      from: ['group:default/payments-owners'],
      given: [OLE.ref],
    },
    {
      stageIndex: 2,
      required: 1,
      from: ['group:default/security'],
      given: [],
    },
  ],
  objections: [
    {
      id: 'o-1',
      planHash: 'b2'.repeat(32),
      actor: person('Petra Operator', 'petra'),
      reason: 'Nobody who knows the basket is on call tonight.',
      at: at(-900),
    },
    {
      id: 'o-2',
      planHash: HASH,
      actor: person('Petra Operator', 'petra'),
      reason: 'The dashboards were empty this morning.',
      at: at(-9000),
      resolved: {
        actor: OLE,
        reason: 'They are filled again since nine.',
        at: at(-6000),
      },
    },
  ],
  bypasses: [
    {
      policy: 'minimum-bake',
      title: 'Minimum bake time',
      planHash: HASH,
      actor: person('Petra Operator', 'petra'),
      reason: 'Shoppers in Spain can not pay, and this version mends it.',
      at: at(-1200),
      expiresAt: at(3.5 * 3600),
      reviewId: 'v-1',
    },
  ],
  commands: commands(
    ['hold', 'roll-back', 'object'],
    [
      { command: 'approve', open: true, stageIndex: 2 },
      { command: 'withdraw-approval', open: true, stageIndex: 2 },
      { command: 'resolve-objection', open: true, objection: 'o-1' },
      {
        command: 'bypass',
        open: true,
        policy: 'exposed-at-once',
        title: 'Exposed at once',
        sentence:
          'Two other rollouts of system shop are exposed, and two may be at the same time',
      },
      {
        command: 'bypass',
        open: true,
        policy: 'freeze',
        freeze: 'f-1',
        sentence:
          'The shop is frozen until 4 January: the weeks around the holidays',
      },
    ],
  ),
};
