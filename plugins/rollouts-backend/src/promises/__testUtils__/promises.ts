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
  exposureOfStage,
  isExposed,
  isWithin,
  NO_EXPOSURE,
  targetLabel,
  type Decision,
  type Plan,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { verifyChain } from '../../chain/chain';
import { readChain } from '../../store/decisions';
import { dana } from '../../testing/plans';
import type { Landed } from './FakeCluster';
import type { World } from './World';

/** A promise that was broken; not an error of the code under test. */
export class Broken extends Error {}

export function demand(holds: boolean, sentence: string): asserts holds {
  if (!holds) throw new Broken(sentence);
}

async function planOf(knex: Knex, hash: string | null): Promise<Plan> {
  const row = await knex('plans').where({ hash }).first('plan');
  return row.plan;
}

const chainOf = ({ database, experimentId }: World) =>
  readChain(database, experimentId, { after: 0, limit: 1000 });

/** A plan's targets are raised one after the other. */
function judgeTurn({ cluster, refs }: World, landed: Landed): void {
  const labels = refs.map(targetLabel);
  for (const before of labels.slice(0, labels.indexOf(landed.target))) {
    demand(
      cluster.landed.some(
        ({ kind, target, decision }) =>
          kind === 'expose' &&
          target === before &&
          decision === landed.decision,
      ),
      `Before ${before}: ${JSON.stringify(landed)}`,
    );
  }
}

/** Promises 1 to 3, for every write at the moment it lands. */
export async function judgeLanding(
  world: World,
  landed: Landed,
): Promise<void> {
  const what = JSON.stringify(landed);
  const chain = await chainOf(world);
  const [experiment, seq] = landed.decision.split('/');
  demand(experiment === world.experimentId, `A stranger's decision: ${what}`);
  const decision = chain.find(candidate => candidate.seq === Number(seq));
  demand(decision !== undefined, `No decision was committed before: ${what}`);
  if (landed.kind === 'capture') {
    demand(isWithin(landed.after, landed.before), `Capturing exposes: ${what}`);
    return;
  }
  if (landed.kind === 'restore') {
    demand(decision.command === 'roll-back', `Not a roll-back: ${what}`);
    demand(isWithin(landed.after, landed.before), `Restoring raises: ${what}`);
    return;
  }
  demand(
    ['advance', 'resume'].includes(decision.command),
    `${decision.command} exposes: ${what}`,
  );
  const plan = await planOf(world.database, decision.planHash);
  const allowed = exposureOfStage(
    plan.stages,
    decision.result.stageIndex ?? -1,
  );
  demand(isWithin(landed.after, allowed), `Above the open stage: ${what}`);
  if (!isWithin(landed.after, landed.before)) judgeTurn(world, landed);
  const last = world.fencesAtRollBack.get(landed.target) ?? Infinity;
  demand(landed.fence.count < last, `Begun after the roll-back: ${what}`);
  const ended = chain.find(({ command }) =>
    ['acknowledge-restore', 'cancel', 'withdraw'].includes(command),
  );
  demand(ended === undefined, `After ${ended?.command}: ${what}`);
}

const AFTER_ROLL_BACK = [
  'report-stuck',
  'acknowledge-stuck',
  'acknowledge-restore',
];

/** Promise 3: nothing advances after a roll-back. */
async function judgeOrder(world: World, chain: Decision[]): Promise<void> {
  const back = chain.findIndex(({ command }) => command === 'roll-back');
  if (back < 0) return;
  for (const target of world.refs.map(targetLabel)) {
    if (world.fencesAtRollBack.has(target)) continue;
    const row = await world.database('targets').where({ id: target }).first();
    world.fencesAtRollBack.set(target, row.fence_count);
  }
  for (const { command } of chain.slice(back + 1)) {
    demand(AFTER_ROLL_BACK.includes(command), `${command} after a roll-back`);
  }
}

/** Promise 5: who approved what, as the chain alone tells it. */
async function judgeApprovals(world: World, chain: Decision[]): Promise<void> {
  const parties = new Set<string>([dana.ref]);
  const given = new Map<string, Set<string>>();
  const approvers = (hash: string | null, stage: number) => {
    const key = `${hash}/${stage}`;
    const known = given.get(key) ?? new Set();
    given.set(key, known);
    return known;
  };
  for (const decision of chain) {
    const { command, actor, planHash, result } = decision;
    const open = result.stageIndex ?? -1;
    if (command === 'revise') {
      parties.add(actor.ref);
      given.clear();
    }
    if (command === 'withdraw-approval') {
      approvers(planHash, open + 1).delete(actor.ref);
    }
    if (command === 'approve') {
      demand(actor.kind === 'person', `A ${actor.kind} approved`);
      demand(!parties.has(actor.ref), `${actor.ref} approved an own plan`);
      approvers(planHash, open + 1).add(actor.ref);
    }
    if (command === 'advance') {
      const { stages } = await planOf(world.database, planHash);
      demand(
        approvers(planHash, open).size >= stages[open].approvals.required,
        `Stage ${open} of ${planHash} opened without its approvals`,
      );
    }
  }
}

async function judgeObjections(world: World, chain: Decision[]): Promise<void> {
  const { state } = await world.rollout();
  for (const { command, planHash, at } of chain) {
    if (command !== 'advance') continue;
    const open = state.objections.find(
      objection =>
        objection.planHash === planHash &&
        objection.at < at &&
        !(objection.resolved && objection.resolved.at <= at),
    );
    demand(open === undefined, 'A stage opened against an open objection');
  }
}

/** Nothing opens against a policy but within the hours of its bypass. */
function judgePolicies(chain: Decision[]): void {
  for (const { command, policies, planHash, at, seq } of chain) {
    if (command !== 'advance') continue;
    for (const { policy } of policies.filter(
      ({ outcome }) => outcome === 'fail',
    )) {
      const bypass = chain.find(
        before =>
          before.command === 'bypass' &&
          before.seq < seq &&
          before.planHash === planHash &&
          before.evidence.policy === policy &&
          at < String(before.evidence.expiresAt),
      );
      demand(bypass !== undefined, `A stage opened against ${policy}`);
      demand(bypass.actor.kind === 'person', 'Not bypassed by a person');
    }
  }
}

/** Promise 4: nothing but what holds, and was seen, opens a stage. */
function judgeEvidence(world: World, chain: Decision[]): void {
  demand(
    world.blindCommands.length === 0,
    `${world.blindCommands[0]} without a look at the target`,
  );
  for (const { command, evidence, result, seq } of chain) {
    const rests =
      command === 'complete' ||
      (command === 'advance' && (result.stageIndex ?? -1) > 0);
    if (!rests) continue;
    const checks = evidence.checks as { verdict: string }[];
    demand(
      checks.length > 0 && checks.every(({ verdict }) => verdict === 'holds'),
      `Decision ${seq} ${command} on ${JSON.stringify(checks)}`,
    );
  }
}

/** Promises 3 to 6, after every step. */
export async function judge(world: World): Promise<void> {
  for (const broken of world.broken) throw broken;
  const chain = await chainOf(world);
  const verdict = verifyChain(chain);
  demand(verdict.intact, 'The chain is broken');
  const rollout = await world.rollout();
  demand(
    rollout.version === chain.length,
    `${chain.length} decisions for version ${rollout.version}`,
  );
  await judgeOrder(world, chain);
  judgeEvidence(world, chain);
  judgePolicies(chain);
  await judgeApprovals(world, chain);
  await judgeObjections(world, chain);
}

/** Promise 3: what `rolled-back` says was read back, and cannot come again. */
async function judgeRestored(world: World): Promise<void> {
  const chain = await chainOf(world);
  const end = chain.find(({ command }) => command === 'acknowledge-restore');
  const { targets } = end?.evidence.readBack as {
    targets: Pick<Landed, 'target' | 'fence'>[];
  };
  demand(targets.length === world.refs.length, 'Not every target was read');
  for (const { target, fence } of targets) {
    const ours = world.cluster.landed.filter(one => one.target === target);
    const exposing = ours.filter(({ kind }) => kind === 'expose');
    demand(
      exposing.every(one => one.fence.count < fence.count),
      `${target} was restored with a fence that is not above all others`,
    );
    const last = ours.filter(({ kind }) => kind !== 'capture').at(-1);
    demand(
      !isExposed(last?.after ?? NO_EXPOSURE),
      `Our last write leaves ${target} exposed`,
    );
  }
}

/** Promises 3 and 7, when the plan's end has passed and the world is quiet. */
export async function judgeEnd(world: World): Promise<void> {
  const { state, plan } = await world.rollout();
  switch (state.phase) {
    case 'rolled-back':
      return judgeRestored(world);
    case 'cancelled':
      return demand(
        world.cluster.landed.every(({ kind }) => kind === 'capture'),
        'A cancelled rollout exposed somebody',
      );
    case 'completed':
      return demand(
        state.wayBackClosedAt !== null,
        'A completed rollout goes on after its end',
      );
    default:
      return demand(
        state.phase === 'held' && plan.rollbackPlan.kind === 'hold-and-call',
        `At rest after its end it is ${state.phase}`,
      );
  }
}
