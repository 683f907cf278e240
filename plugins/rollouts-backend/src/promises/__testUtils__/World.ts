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

import { randomUUID } from 'node:crypto';
import {
  targetLabel,
  type Actor,
  type Plan,
  type PlanDraft,
  type PolicyResult,
  type TargetRef,
  type Verdict,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { ExposureDriver } from '@stagecraft/backstage-plugin-rollouts-node';
import type { Knex } from 'knex';
import { hashPlan } from '../../chain/hash';
import { freshMs, type Intervals } from '../../controller/deps';
import { Door, type DoorResult } from '../../governance/door';
import { Evidence } from '../../governance/Evidence';
import type { Planned } from '../../governance/Planner';
import { Proposer } from '../../governance/Proposer';
import type { AnyCommand } from '../../lifecycle/commands';
import { NO_EVIDENCE, type StageEvidence } from '../../lifecycle/decision';
import { databaseNow } from '../../store/clock';
import { readRollout, type StoredRollout } from '../../store/rollouts';
import {
  APPROVERS,
  dana,
  makeCheck,
  makeExperimentDraft,
  makePlan,
  OPERATORS,
  OWNERS,
} from '../../testing/plans';
import { passTime } from './clock';
import { FakeCluster } from './FakeCluster';
import { FakeDriver } from './FakeDriver';
import { Replica } from './Replica';

const PEOPLE = {
  owners: [OWNERS],
  approvers: [APPROVERS],
  operators: [OPERATORS],
};

export const CLUSTERS = ['sandbox', 'elsewhere'] as const;

export const INTERVALS = {
  intervalMs: 10_000,
  verifyMs: 500,
  blindMs: 90_000,
  stuckMs: 60_000,
  callMs: 10_000,
  leaseMs: 60_000,
};

export interface WorldOptions {
  database: Knex;
  /** How many targets the plan moves, one by one in each of two clusters. */
  targets: number;
  plan: Partial<Plan>;
  /** In place of the fake clusters' driver, with the targets that it moves. */
  real?: { driver: ExposureDriver; refs: TargetRef[] };
  intervals?: Partial<Intervals>;
  /** In place of what a test sets as `evidence`. */
  readAllEvidence?: ReadAllEvidence;
}

type ReadAllEvidence = ConstructorParameters<
  typeof Evidence
>[0]['readAllEvidence'];

/** One rollout with its people, two clusters, metrics and two replicas. */
export class World {
  readonly cluster = new FakeCluster();
  readonly database: Knex;
  readonly refs: TargetRef[];
  readonly replicas: Replica[];
  readonly door: Door;
  evidence: { verdict: Verdict; overdue: boolean; sample: number } = {
    verdict: 'holds',
    overdue: false,
    sample: 1_000_000,
  };
  /** What policy says of every command. */
  policies: PolicyResult[] = [];
  /** Commands the controller gave without having seen its target before. */
  readonly blindCommands: string[] = [];
  /** The fence of each target as the roll-back left it. */
  readonly fencesAtRollBack = new Map<string, number>();
  /** Promises that a write broke at the moment it landed. */
  readonly broken: unknown[] = [];
  /** What decisions and views rest on. */
  readonly seen: Evidence;
  rolloutId = '';
  experimentId = '';
  readonly #options: WorldOptions;

  constructor(options: WorldOptions) {
    this.#options = options;
    this.database = options.database;
    const readAllEvidence: ReadAllEvidence =
      options.readAllEvidence ??
      (async (_trx, rollouts) =>
        new Map(rollouts.map(each => [each.id, this.#evidenceOf(each)])));
    this.seen = new Evidence({ readAllEvidence, freshMs: freshMs(INTERVALS) });
    const base = makePlan().targets[0];
    this.refs =
      options.real?.refs ??
      Array.from({ length: options.targets }, (_, index) => ({
        ...base,
        cluster: CLUSTERS[index % CLUSTERS.length],
        name: `route-${randomUUID().slice(0, 8)}`,
      }));
    for (const ref of this.refs) this.cluster.add(ref);
    this.door = new Door({
      knex: options.database,
      preparer: {
        prepare: async (rollout, command) =>
          command.command === 'revise'
            ? {
                policies: [],
                version: rollout.version,
                ...this.#revised(rollout.plan, command.plan),
              }
            : { policies: this.policies },
      },
      readEvidence: this.seen.read,
    });
    const driver = options.real?.driver ?? new FakeDriver(this.cluster);
    const intervals = { ...INTERVALS, ...options.intervals };
    this.replicas = [0, 1].map(
      () =>
        new Replica({
          database: options.database,
          door: this.door,
          driver,
          readEvidence: async (trx, rollout, now) => {
            const all = await readAllEvidence(trx, [rollout], now);
            return all.get(rollout.id) ?? NO_EVIDENCE;
          },
          intervals,
          onCommand: ({ command: { command } }, sawTarget) => {
            if (['advance', 'await', 'complete'].includes(command)) {
              if (!sawTarget) this.blindCommands.push(command);
            }
          },
        }),
    );
  }

  async propose(): Promise<void> {
    const now = await databaseNow(this.database);
    const plan = makePlan({
      end: new Date(now.getTime() + 86_400_000).toISOString(),
      ...this.#options.plan,
      targets: this.refs,
    });
    const planned = this.#planned(plan);
    const proposer = new Proposer({
      knex: this.database,
      planner: {
        plan: async () => planned,
        service: async () => planned.service,
      },
    });
    const { rolloutId, experimentId } = await proposer.propose({
      plan: { ...plan, playbook: plan.playbook.id },
      actor: dana,
      service: plan.service,
      experiment: makeExperimentDraft(),
    });
    this.rolloutId = rolloutId;
    this.experimentId = experimentId;
  }

  async rollout(): Promise<StoredRollout> {
    const rollout = await readRollout(this.database, this.rolloutId);
    if (!rollout) throw new Error('The rollout is gone');
    return rollout;
  }

  command(actor: Actor, command: AnyCommand): Promise<DoorResult> {
    return this.door.command({ rolloutId: this.rolloutId, command, actor });
  }

  async work(replica: number, target: number): Promise<boolean> {
    return this.replicas[replica].work(this.targetId(target));
  }

  targetId(target: number): string {
    return targetLabel(this.refs[target % this.refs.length]);
  }

  pass(seconds: number): Promise<void> {
    return passTime(this.database, seconds);
  }

  #planned(plan: Plan): Planned {
    return {
      plan,
      planHash: hashPlan(plan),
      targets: plan.targets.map(ref => ({ id: targetLabel(ref), ref })),
      policies: [],
      preflight: [],
      service: {
        ref: plan.service,
        title: 'Checkout',
        system: null,
        owner: OWNERS,
        tags: [],
        people: PEOPLE,
        targets: plan.targets,
        targetsTrouble: null,
        scope: null,
      },
    };
  }

  #revised(before: Plan, draft: PlanDraft) {
    const plan: Plan = { ...before, stages: draft.stages };
    const { planHash, targets } = this.#planned(plan);
    return { revised: { plan, planHash }, targets };
  }

  #evidenceOf(rollout: StoredRollout): StageEvidence {
    const stage = rollout.plan.stages[rollout.state.stageIndex];
    const { verdict, overdue, sample } = this.evidence;
    return {
      sample,
      checks: (stage?.guardrails ?? []).map(guardrail =>
        makeCheck({ guardrail, verdict, overdue }),
      ),
    };
  }
}
