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

import type {
  PlanCheck,
  TargetPreview,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import type { Drivers } from '../governance/Drivers';
import type { Policies } from '../governance/Policies';
import { markRequired } from '../governance/preflights';
import { failuresOf } from '../problems/problems';
import type { Traffic } from '../governance/Traffic';
import { blastRadius } from '../policy/blastRadius';
import { departuresFrom } from '../policy/departures';
import { earliestFinishSeconds } from '../policy/earliestFinish';
import { databaseNow } from '../store/clock';
import { latestPassedDrill } from '../store/drills';
import { readPlaybook } from '../store/playbooks';
import type { StoredRollout } from '../store/rollouts';

/** What an approver needs besides the rollout itself. */
export class Reviews {
  readonly #knex: Knex;
  readonly #policies: Pick<Policies, 'judgeRollout'>;
  readonly #drivers: Drivers;
  readonly #traffic: Pick<Traffic, 'perSecond'>;

  constructor(options: {
    knex: Knex;
    policies: Pick<Policies, 'judgeRollout'>;
    drivers: Drivers;
    traffic: Pick<Traffic, 'perSecond'>;
  }) {
    this.#knex = options.knex;
    this.#policies = options.policies;
    this.#drivers = options.drivers;
    this.#traffic = options.traffic;
  }

  /** The plan from its next stage on. */
  async review(rollout: StoredRollout): Promise<PlanCheck> {
    const { plan, state, service } = rollout;
    const next = Math.min(state.stageIndex + 1, plan.stages.length - 1);
    const { policies, risk } = await this.#policies.judgeRollout(rollout);
    const playbook = await readPlaybook(
      this.#knex,
      plan.playbook.id,
      plan.playbook.version,
    );
    const traffic = await this.#traffic.perSecond(service, plan.targets);
    const rehearsed = await latestPassedDrill(this.#knex, {
      service,
      playbook: plan.playbook.id,
    });
    return {
      problems: failuresOf(policies),
      policies,
      risk,
      departures: playbook ? departuresFrom(playbook.body, plan) : [],
      blastRadius: blastRadius(plan.stages, traffic, next),
      earliestFinishSeconds: earliestFinishSeconds(
        { stages: plan.stages.slice(next), schedule: plan.schedule },
        await databaseNow(this.#knex),
      ),
      rehearsedAt: rehearsed?.toISOString() ?? null,
    };
  }

  async preview({ plan }: StoredRollout): Promise<TargetPreview[]> {
    const { id, version } = plan.playbook;
    const playbook = await readPlaybook(this.#knex, id, version);
    return markRequired(playbook?.body, await this.#drivers.preview(plan));
  }
}
