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

import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  nameOfRef,
  type DrillReadiness,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type {
  BreachRequest,
  Readiness,
} from '@stagecraft/backstage-plugin-rollouts-node';
import type { Knex } from 'knex';
import { CONTROLLER } from '../controller/deps';
import type { Door } from '../governance/door';
import { Pipeline } from '../pipeline/Pipeline';
import { backoffMs } from '../pipeline/backoff';
import {
  claimDrills,
  endDrill,
  giveBack,
  keepReadiness,
  LostDrillError,
  markBreach,
  type ClaimedDrill,
} from '../store/drills';
import { readDefinitions } from '../store/metricDefinitions';
import { addNotice } from '../store/outbox';
import { readRollout, type StoredRollout } from '../store/rollouts';
import { inTransaction } from '../store/transaction';
import { nextStep, type DrillProgress, type DrillStep } from './nextStep';
import { boundOf, exposeWithinOf } from './plan';
import type { AddedDrillSources } from './Sources';
import { judgeDrill } from './verdict';

const PLACES = 4;
const LEASE_MS = 30_000;
const CALL_MS = 10_000;
const SPARE_MS = 60_000;
const RETRY = { baseMs: 500, capMs: 10_000 };

export interface DrillRunnerOptions {
  knex: Knex;
  door: Pick<Door, 'command'>;
  sources: AddedDrillSources;
  logger: LoggerService;
  /** Between two looks at a drill that runs. */
  pollMs?: number;
}

/**
 * Brings every drill to its end: makes the breach, watches, ends the breach
 * whatever happened, and judges. Rows are the truth, and any replica takes
 * over what another left.
 */
export class DrillRunner {
  readonly #options: DrillRunnerOptions;
  readonly #pollMs: number;
  readonly #pipeline: Pipeline<ClaimedDrill>;

  static create(options: DrillRunnerOptions): DrillRunner {
    return new DrillRunner(options);
  }

  private constructor(options: DrillRunnerOptions) {
    this.#options = options;
    this.#pollMs = options.pollMs ?? 500;
    this.#pipeline = Pipeline.create<ClaimedDrill>({
      name: 'drills',
      logger: options.logger,
      concurrency: PLACES,
      pollMs: this.#pollMs,
      load: free =>
        claimDrills(options.knex, { limit: free, leaseMs: LEASE_MS }),
      work: (drill, signal) => this.#pass(drill, signal),
    });
  }

  start(): void {
    this.#pipeline.start();
  }

  async stop(): Promise<void> {
    await this.#pipeline.stop();
  }

  async #pass(drill: ClaimedDrill, stopping: AbortSignal): Promise<void> {
    const { knex, logger } = this.#options;
    try {
      await this.#goOn(drill, stopping);
    } catch (error) {
      if (error instanceof LostDrillError) return;
      const { message } = toError(error);
      logger.warn(`Drill ${drill.row.id}: ${message}`);
      const dueInMs = backoffMs(drill.row.attempts, RETRY);
      await giveBack(knex, drill, { dueInMs, trouble: message }).catch(
        (lost: unknown) => {
          if (!(lost instanceof LostDrillError)) throw lost;
        },
      );
    }
  }

  async #goOn(drill: ClaimedDrill, stopping: AbortSignal): Promise<void> {
    const { knex } = this.#options;
    const rollout = await readRollout(knex, drill.row.rollout_id);
    if (!rollout) throw new Error(`It has no rollout ${drill.row.rollout_id}`);
    const step = nextStep(progressOf(drill, rollout), rollout.state, drill.now);
    if (step.do === 'finish') {
      await this.#finish(drill, rollout);
      return;
    }
    const signal = AbortSignal.any([stopping, AbortSignal.timeout(CALL_MS)]);
    await this.#act(step, drill, rollout, signal);
    const dueInMs =
      step.do === 'begin-breach' || step.do === 'end-breach' ? 0 : this.#pollMs;
    await giveBack(knex, drill, { dueInMs, trouble: null });
  }

  async #act(
    step: DrillStep,
    drill: ClaimedDrill,
    rollout: StoredRollout,
    signal: AbortSignal,
  ): Promise<void> {
    const { knex } = this.#options;
    switch (step.do) {
      case 'begin-breach': {
        const source = this.#source(drill);
        const request = await this.#request(drill, rollout);
        await markBreach(knex, drill, 'breach_began_at');
        await source.begin(request, signal);
        await markBreach(knex, drill, 'breach_on_at');
        return;
      }
      case 'end-breach':
        await this.#source(drill).end(
          await this.#request(drill, rollout),
          signal,
        );
        await markBreach(knex, drill, 'breach_ended_at');
        return;
      case 'watch-probes':
        await this.#watchProbes(drill, rollout, signal);
        return;
      case 'take-back':
      case 'cancel':
        await this.#giveUp(step.do, step.reason, rollout);
        return;
      default:
    }
  }

  async #watchProbes(
    drill: ClaimedDrill,
    { plan }: StoredRollout,
    signal: AbortSignal,
  ): Promise<void> {
    const { knex, sources } = this.#options;
    const seen = await sources.readiness(plan.targets, signal);
    const readiness = addLook(drill.row.readiness, seen);
    await keepReadiness(knex, drill, readiness);
  }

  async #giveUp(
    how: 'take-back' | 'cancel',
    reason: string,
    { id }: StoredRollout,
  ): Promise<void> {
    const result = await this.#options.door.command({
      rolloutId: id,
      actor: CONTROLLER,
      command:
        how === 'cancel'
          ? { command: 'cancel', reason }
          : { command: 'roll-back', reason, cause: 'end', checks: [] },
    });
    if (!result.accepted) throw new Error(result.refusal.reason);
  }

  async #finish(drill: ClaimedDrill, rollout: StoredRollout): Promise<void> {
    const { row } = drill;
    const verdict = judgeDrill({
      guardrail: row.guardrail,
      goals: row.goals,
      breachBeganAt: row.breach_began_at,
      breachEndedAt: row.breach_ended_at,
      phase: rollout.state.phase,
      reversal: rollout.state.reversal,
    });
    const { owners } = rollout.people;
    await inTransaction(this.#options.knex, async trx => {
      await endDrill(trx, drill, verdict);
      await addNotice(
        trx,
        {
          topic: 'drill',
          recipients: [row.requested_by.ref, ...owners],
          except: null,
          title: `Drill ${verdict.passed ? 'passed' : 'failed'}: ${nameOfRef(
            row.service,
          )} with ${row.playbook_id}`,
          description: verdict.why,
          severity: verdict.passed ? 'low' : 'high',
          rolloutId: rollout.id,
          experimentId: rollout.experimentId,
          link: `/rollouts/drills?service=${encodeURIComponent(row.service)}`,
        },
        `drill/${row.id}/ended`,
      );
    });
  }

  #source({ row }: ClaimedDrill) {
    const source = this.#options.sources.breach(row.breach);
    if (source) return source;
    throw new Error(
      `Nothing on this replica makes, or ends, a breach of kind ${row.breach}: add its module again`,
    );
  }

  async #request(
    { row, now }: ClaimedDrill,
    { plan }: StoredRollout,
  ): Promise<BreachRequest> {
    const guardrail = plan.guardrails.find(
      ({ name }) => name === row.guardrail,
    );
    const hash = plan.metricDefinitions[guardrail?.metric ?? ''] ?? '';
    const known = await readDefinitions(this.#options.knex, [hash]);
    const definition = known.get(hash)?.definition;
    if (!definition) {
      throw new Error(`The metric of guardrail ${row.guardrail} is not known`);
    }
    const from = row.breach_began_at ?? now;
    return {
      drillId: row.id,
      service: row.service,
      targets: plan.targets,
      definition,
      until: new Date(from.getTime() + boundOf(row.goals) * 1000 + SPARE_MS),
    };
  }
}

function progressOf(
  { row }: ClaimedDrill,
  { plan }: StoredRollout,
): DrillProgress {
  return {
    createdAt: row.created_at,
    breachBeganAt: row.breach_began_at,
    breachOnAt: row.breach_on_at,
    breachEndedAt: row.breach_ended_at,
    boundSeconds: boundOf(row.goals),
    exposeWithinSeconds: exposeWithinOf(plan),
  };
}

/** What probes noticed once, they noticed. */
export function addLook(
  before: DrillReadiness | null,
  seen: readonly Readiness[],
): DrillReadiness {
  const looks = (before?.looks ?? 0) + 1;
  if (before?.noticed) return { ...before, looks };
  const unready = seen.filter(({ ready }) => !ready);
  if (unready.length > 0) {
    const sentence = unready.map(each => each.sentence).join('; ');
    return { noticed: true, sentence, looks };
  }
  return seen.length > 0
    ? {
        noticed: false,
        sentence: seen.map(each => each.sentence).join('; '),
        looks,
      }
    : {
        noticed: before?.noticed ?? null,
        sentence: before?.sentence ?? 'Nothing here sees its readiness probes',
        looks,
      };
}
