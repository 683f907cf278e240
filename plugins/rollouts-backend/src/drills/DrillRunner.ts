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
import { nameOfRef } from '@stagecraft/backstage-plugin-rollouts-common';
import { Pipeline } from '../pipeline/Pipeline';
import { backoffMs } from '../pipeline/backoff';
import {
  claimDrills,
  giveBack,
  LostDrillError,
  type ClaimedDrill,
} from '../store/drills';
import { addNotice } from '../store/outbox';
import { readRollout, type StoredRollout } from '../store/rollouts';
import { inTransaction } from '../store/transaction';
import { finishDrill } from './finishDrill';
import { nextStep, type DrillProgress } from './nextStep';
import { boundOf, exposeWithinOf } from './plan';
import { takeStep, type StepDeps } from './takeStep';

const PLACES = 4;
const LEASE_MS = 30_000;
const CALL_MS = 10_000;
const RETRY = { baseMs: 500, capMs: 10_000 };
/** After about 20 s of them, people are told. */
const TELL_AFTER_ATTEMPTS = 6;

export interface DrillRunnerOptions extends StepDeps {
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
    const { logger } = this.#options;
    try {
      await this.#goOn(drill, stopping);
    } catch (error) {
      if (error instanceof LostDrillError) return;
      const { message } = toError(error);
      logger.warn(`Drill ${drill.row.id}: ${message}`);
      await this.#keepTrouble(drill, message).catch((lost: unknown) => {
        if (!(lost instanceof LostDrillError)) throw lost;
      });
    }
  }

  async #goOn(drill: ClaimedDrill, stopping: AbortSignal): Promise<void> {
    const { knex } = this.#options;
    const rollout = await readRollout(knex, drill.row.rollout_id);
    if (!rollout) throw new Error(`It has no rollout ${drill.row.rollout_id}`);
    const step = nextStep(progressOf(drill, rollout), rollout.state, drill.now);
    if (step.do === 'finish') {
      await finishDrill(knex, drill, rollout);
      return;
    }
    const signal = AbortSignal.any([stopping, AbortSignal.timeout(CALL_MS)]);
    await takeStep(this.#options, step, drill, rollout, signal);
    const dueInMs =
      step.do === 'begin-breach' || step.do === 'end-breach' ? 0 : this.#pollMs;
    await giveBack(knex, drill, { dueInMs, trouble: null });
  }

  /** A breach that can't be ended goes on hurting: people have to know. */
  async #keepTrouble(drill: ClaimedDrill, message: string): Promise<void> {
    const { row } = drill;
    await inTransaction(this.#options.knex, async trx => {
      await giveBack(trx, drill, {
        dueInMs: backoffMs(row.attempts, RETRY),
        trouble: message,
      });
      if (row.attempts < TELL_AFTER_ATTEMPTS) return;
      const rollout = await readRollout(trx, row.rollout_id);
      const isOn = row.breach_began_at !== null && !row.breach_ended_at;
      await addNotice(
        trx,
        {
          topic: 'drill',
          recipients: [
            row.requested_by.ref,
            ...(rollout?.people.owners ?? []),
            ...(rollout?.people.operators ?? []),
          ],
          title: `Drill ${
            isOn ? 'can not end its breach' : 'does not go on'
          }: ${nameOfRef(row.service)} with ${row.playbook_id}`,
          description: message,
          severity: 'critical',
          rolloutId: row.rollout_id,
          experimentId: row.experiment_id,
        },
        `drill/${row.id}/trouble`,
      );
    });
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
