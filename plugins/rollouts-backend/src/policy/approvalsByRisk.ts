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

import {
  formatCount,
  nameOfRef,
  type Quorum,
  type Stage,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { quorumsOf } from '../lifecycle/quorums';
import { strictestQuorums } from './demands';
import { demandedBy, pass, policy } from './policy';
import { tiersUpTo } from './riskTier';

function askedOf(stage: Stage, role: Quorum['from']): number {
  return quorumsOf(stage)
    .filter(({ from }) => from === role)
    .reduce((sum, { required }) => sum + required, 0);
}

/** The riskier the change, the more people must have agreed to it. */
export const approvalsByRisk = policy({
  name: 'approvals-by-risk',
  title: 'Approvals by risk',
  needs: ['stages'],
  judge({ stages }, { opened, risk, demands: { approvals: demand } }) {
    if (!demand) return undefined;
    // What a lesser risk takes, a greater one takes too.
    const asked = strictestQuorums(
      tiersUpTo(risk.tier).flatMap(tier => demand.value[tier] ?? []),
    );
    for (const [index, stage] of stages.entries()) {
      if (index < opened || stage.audience.kind !== 'everyone') continue;
      const short = asked.find(
        ({ required, from }) => askedOf(stage, from) < required,
      );
      if (short) {
        const who = `${formatCount(
          short.required,
          'approval',
        )} from ${nameOfRef(short.from)}`;
        return {
          outcome: 'fail',
          explanation: `Stage ${
            index + 1
          } asks for fewer than ${who}, which risk tier ${risk.tier} takes`,
          remedy: `Let every stage of everyone ask for ${who}`,
          path: ['stages', index, 'approvals'],
          ...demandedBy(demand.by),
        };
      }
    }
    return pass(
      asked.length > 0
        ? `Every stage of everyone asks for what risk tier ${risk.tier} takes`
        : `Risk tier ${risk.tier} takes no approvals by itself`,
      demand.by,
    );
  },
});
