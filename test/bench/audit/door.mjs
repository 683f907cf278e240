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

const WARM_UP = 200;

/** A plan and what it is proposed with, over targets of its own. */
function plannedFor(backend, name) {
  const { hashPlan } = backend('chain/hash.ts');
  const { makePlan } = backend('testing/plans.ts');
  const base = makePlan({
    end: new Date(Date.now() + 86_400_000).toISOString(),
  });
  const target = { ...base.targets[0], name };
  const plan = { ...base, targets: [target] };
  const people = {
    owners: ['group:default/storefront-team'],
    approvers: ['group:default/storefront-owners'],
    operators: ['group:default/on-call'],
  };
  const service = {
    ref: plan.service,
    title: name,
    system: null,
    owner: null,
    people,
    tags: [],
    targets: plan.targets,
    targetsTrouble: null,
    scope: null,
  };
  const planHash = hashPlan(plan);
  const targets = [{ id: name, ref: target }];
  return { plan, planHash, targets, policies: [], preflight: [], service };
}

async function proposeOne(knex, backend, name) {
  const { Proposer } = backend('governance/Proposer.ts');
  const { dana, makeExperimentDraft } = backend('testing/plans.ts');
  const planned = plannedFor(backend, name);
  const proposer = new Proposer({
    knex,
    planner: {
      plan: async () => planned,
      service: async () => planned.service,
    },
  });
  const { rolloutId } = await proposer.propose({
    plan: { ...planned.plan, playbook: 'standard' },
    actor: dana,
    service: planned.plan.service,
    experiment: makeExperimentDraft({ title: name }),
  });
  return { rolloutId, planHash: planned.planHash };
}

/** An approval, and its end: what is kept about a rollout does not grow. */
function commandOn({ planHash }, turn) {
  const common = { stageIndex: 0, reason: 'Measured' };
  return turn % 2 === 0
    ? { command: 'approve', planHash, ...common }
    : { command: 'withdraw-approval', ...common };
}

/**
 * Decides as fast as the callers can, through the one door: state, chain,
 * effects and queue in one transaction each.
 */
export async function measureDoor(knex, backend, options) {
  const { experiments, callers, seconds } = options;
  const { Door } = backend('governance/door.ts');
  const { omar } = backend('testing/plans.ts');
  const door = new Door({
    knex,
    preparer: { prepare: async () => ({ policies: [] }) },
    readEvidence: async () => ({ checks: [], sample: 0 }),
  });
  const rollouts = [];
  for (let at = 0; at < experiments; at += 1) {
    const name = `bench-${experiments}-${at}`;
    rollouts.push(await proposeOne(knex, backend, name));
  }
  const latencies = [];
  let counted = 0;
  let end = Infinity;
  // Each caller has rollouts of its own: what they share is the database.
  const decide = async caller => {
    const own = rollouts.filter((_, at) => at % callers === caller);
    for (let turn = 0; performance.now() < end; turn += 1) {
      const rollout = own[turn % own.length];
      const begun = performance.now();
      const result = await door.command({
        rolloutId: rollout.rolloutId,
        command: commandOn(rollout, Math.floor(turn / own.length)),
        actor: omar,
      });
      if (!result.accepted) throw new Error(result.refusal.reason);
      counted += 1;
      if (counted === WARM_UP) {
        end = performance.now() + seconds * 1000;
      } else if (counted > WARM_UP) {
        latencies.push(performance.now() - begun);
      }
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, at) => decide(at)));
  return { perSecond: latencies.length / seconds, latencies };
}
