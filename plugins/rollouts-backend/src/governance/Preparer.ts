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

import type { Actor } from '@stagecraft/backstage-plugin-rollouts-common';
import type { AnyCommand, AnyCommandName } from '../lifecycle/commands';
import { approvalsAhead } from '../lifecycle/membership';
import { isOneOf, partiesTo } from '../lifecycle/people';
import { quorumsOf } from '../lifecycle/quorums';
import { refuse } from '../lifecycle/refuse';
import type { Directory } from '../people/Directory';
import type { Service } from '../people/service';
import type { StoredRollout } from '../store/rollouts';
import {
  InputProblemsError,
  MARKED_DRILL,
  UnavailableError,
} from '../problems/errors';
import { membershipsOf, membershipsOfActor } from './memberships';
import type { Planner } from './Planner';
import type { Outside, Policies } from './Policies';
import { COUNTING, JUDGED, takesBack, type Preparation } from './preparation';

type Asked = Pick<Directory, 'service' | 'person' | 'missing'>;

/** Asks the catalogue, policy and drivers what a command needs to know. */
export class Preparer {
  readonly #directory: Asked;
  readonly #live: Asked;
  readonly #planner: Pick<Planner, 'plan'>;
  readonly #policies: Pick<Policies, 'ask' | 'judgeAtDoor'>;

  constructor(options: {
    directory: Asked;
    /** The same, that keeps no answer: what opens a gate rests on it. */
    live: Asked;
    planner: Pick<Planner, 'plan'>;
    policies: Pick<Policies, 'ask' | 'judgeAtDoor'>;
  }) {
    this.#directory = options.directory;
    this.#live = options.live;
    this.#planner = options.planner;
    this.#policies = options.policies;
  }

  /**
   * @throws UnavailableError when who may do this can't be known now.
   * @throws InputProblemsError when a revised plan is wrong.
   */
  async prepare(
    rollout: StoredRollout,
    command: AnyCommand,
    actor: Actor,
  ): Promise<Preparation> {
    if (command.command === 'advance') {
      return this.#prepareAdvance(rollout, actor);
    }
    if (actor.kind === 'controller') {
      return this.#prepareController(rollout, command.command, actor);
    }
    if (takesBack(command)) return this.#prepareTakingBack(rollout, actor);
    const service = await knownService(this.#live, rollout);
    const prepared: Preparation = {
      people: service.people,
      service,
      policies: [],
    };
    if (JUDGED.includes(command.command)) {
      return {
        ...prepared,
        version: rollout.version,
        memberships: COUNTING.includes(command.command)
          ? await membershipsOf(this.#live, rollout, service.people, actor)
          : await membershipsOfActor(this.#live, actor),
        ...this.#judged(
          command.command,
          await this.#policies.ask(rollout.plan, service),
        ),
      };
    }
    if (command.command === 'revise') {
      if (Boolean(command.plan.drill) !== Boolean(rollout.plan.drill)) {
        throw new InputProblemsError(MARKED_DRILL);
      }
      const { plan, planHash, targets, policies, inForce, preflight } =
        await this.#planner.plan(command.plan, rollout.service, [
          rollout.state.requestedBy.ref,
          ...partiesTo(rollout.state, rollout.plan),
          actor.ref,
        ]);
      return {
        ...prepared,
        version: rollout.version,
        policies,
        inForce,
        revised: { plan, planHash },
        targets,
        preflight,
      };
    }
    return prepared;
  }

  /**
   * Those last seen may take an exposure back without asking the catalogue;
   * it is asked only about somebody who was none of them.
   */
  async #prepareTakingBack(
    rollout: StoredRollout,
    actor: Actor,
  ): Promise<Preparation> {
    const { owners, approvers, operators, rollback = [] } = rollout.people;
    if (isOneOf(actor, [...owners, ...approvers, ...operators, ...rollback])) {
      return { policies: [] };
    }
    try {
      const service = await this.#directory.service(rollout.service);
      return service
        ? { people: service.people, service, policies: [] }
        : { policies: [] };
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error;
      return { policies: [] };
    }
  }

  /** While the catalogue does not answer, those in it are as last seen. */
  async #prepareController(
    rollout: StoredRollout,
    command: AnyCommandName,
    actor: Actor,
  ): Promise<Preparation> {
    const judged = this.#judged(command);
    const { state, planHash, version } = rollout;
    if (
      !COUNTING.includes(command) ||
      approvalsAhead(state, planHash).length === 0
    ) {
      return judged;
    }
    try {
      const { people } = await knownService(this.#directory, rollout);
      const memberships = await membershipsOf(
        this.#directory,
        rollout,
        people,
        actor,
      );
      return { ...judged, version, people, memberships };
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error;
      return judged;
    }
  }

  /** Approvals count only while whoever gave them may still give them. */
  async #prepareAdvance(
    rollout: StoredRollout,
    actor: Actor,
  ): Promise<Preparation> {
    const { state, plan, version } = rollout;
    const stageIndex = state.stageIndex + 1;
    const stage = plan.stages[stageIndex];
    if (
      !stage ||
      (quorumsOf(stage).length === 0 && actor.kind === 'controller')
    ) {
      return this.#judged('advance');
    }
    try {
      const service = await knownService(this.#live, rollout);
      const { people } = service;
      const outside = await this.#policies.ask(plan, service);
      return {
        version,
        people,
        memberships: await membershipsOf(this.#live, rollout, people, actor),
        service,
        ...this.#judged('advance', outside),
      };
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error;
      if (actor.kind !== 'controller') throw error;
      return {
        policies: [],
        refusal: refuse(
          'gate-closed',
          `Stage ${stageIndex + 1} stays closed: ${error.message}`,
          'It opens when the catalogue answers',
        ),
      };
    }
  }

  /** Policy is asked where it has a say, with what the catalogue said. */
  #judged(
    command: AnyCommandName,
    outside?: Outside,
  ): Pick<Preparation, 'policies' | 'judge'> {
    return JUDGED.includes(command)
      ? {
          policies: [],
          judge: (trx, rollout, now) =>
            this.#policies.judgeAtDoor(trx, rollout, now, {
              outside,
              opens: command === 'advance',
            }),
        }
      : { policies: [] };
  }
}

async function knownService(
  directory: Asked,
  rollout: StoredRollout,
): Promise<Service> {
  const service = await directory.service(rollout.service);
  if (service) return service;
  throw new UnavailableError(
    `The catalogue no longer has ${rollout.service}, so it is not known who may do this`,
    'Bring the service back in the catalogue; holding and rolling back stay open',
  );
}
