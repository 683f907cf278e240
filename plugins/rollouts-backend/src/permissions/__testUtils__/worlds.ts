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
  TARGETS_ANNOTATION,
  type Actor,
  type CommandName,
  type Plan,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Entity } from '@backstage/catalog-model';
import type { Knex } from 'knex';
import { CHECKOUT_TARGET } from '../../__testUtils__/entities';
import { CHAIN_START } from '../../chain/chain';
import { hashPlan } from '../../chain/hash';
import type { People } from '../../lifecycle/people';
import { initialState } from '../../lifecycle/propose';
import type { RolloutState } from '../../lifecycle/state';
import { insertComment } from '../../store/comments';
import { appendDecision } from '../../store/decisions';
import { addDelivery } from '../../store/deliveries';
import { insertDrill, keepSchedule } from '../../store/drills';
import { insertExperiment, writeConclusion } from '../../store/experiments';
import { noteHarm } from '../../store/harm';
import { noteUnreached } from '../../store/notices';
import { keepPlan } from '../../store/plans';
import { openReview } from '../../store/reviews';
import { insertRollout } from '../../store/rollouts';
import {
  controller,
  dana,
  makeCheck,
  makeExperimentDraft,
  makePlan,
  person,
} from '../../testing/plans';

export const PAYMENTS = 'component:default/payments';
export const SYSTEM = 'system:default/storefront';
/** Of `PAYMENTS`; beside the target of the service that is hidden. */
export const PAYMENTS_TARGET = { ...CHECKOUT_TARGET, name: 'payments' };

/** Whose rollouts are planted. */
export interface Team {
  service: string;
  target: Plan['targets'][number];
  requester: Actor;
  people: People;
}

const group = (name: string) => `group:default/${name}`;

/** What is there to be seen, in the system of what is not. */
export const OWN: Team = {
  service: PAYMENTS,
  target: PAYMENTS_TARGET,
  requester: person('ruth', [group('billing-owners')]),
  people: {
    owners: [group('billing-owners')],
    approvers: [group('billing-owners')],
    operators: [group('on-call')],
  },
};

/** What may not be seen. */
export const HIDDEN: Team = {
  service: 'component:default/checkout',
  target: CHECKOUT_TARGET,
  requester: dana,
  people: {
    owners: [group('storefront-team')],
    approvers: [group('storefront-owners')],
    operators: [group('on-call')],
  },
};

/** The service that those who see only `OWN` own. */
export const paymentsEntity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'payments',
    namespace: 'default',
    annotations: { [TARGETS_ANNOTATION]: JSON.stringify([PAYMENTS_TARGET]) },
  },
  relations: [
    { type: 'ownedBy', targetRef: group('billing-owners') },
    { type: 'partOf', targetRef: SYSTEM },
  ],
};

const ago = (hours: number) =>
  new Date(Date.now() - hours * 3_600_000).toISOString();
const entered = { index: 0, enteredAt: ago(5), leftAt: null };
const went: Partial<RolloutState> = {
  stageIndex: 0,
  acknowledged: true,
  stageOpenedAt: ago(6),
  stageEnteredAt: ago(5),
  stageTimes: [entered],
};
const reversal = (
  cause: 'breach' | 'person',
  actor: Actor,
): RolloutState['reversal'] => ({
  cause,
  actor,
  sentence: 'It looked wrong',
  checks: cause === 'breach' ? [makeCheck({ verdict: 'breached' })] : [],
  firstSeenAt: ago(4.2),
  confirmedAt: ago(4.1),
  decidedAt: ago(4),
  verifiedAt: ago(3.9),
});

/** One rollout in each; nothing of the first ones changes as time passes. */
const STATES: Record<string, Partial<RolloutState>> = {
  proposed: { askedAt: ago(30) },
  'taken back': {
    ...went,
    phase: 'rolled-back',
    endedAt: ago(3.9),
    reversal: reversal('breach', controller),
  },
  'given up': {
    ...went,
    phase: 'rolled-back',
    endedAt: ago(3.9),
    reversal: reversal('person', dana),
  },
  done: {
    ...went,
    phase: 'completed',
    stageIndex: 1,
    wayBackClosedAt: ago(2),
    promotedAt: ago(2),
    endedAt: ago(2),
  },
  stuck: {
    ...went,
    phase: 'stuck',
    reversal: { ...reversal('person', dana), verifiedAt: undefined },
    stuck: { since: ago(3), sentence: 'It is silent', acknowledged: null },
  } as Partial<RolloutState>,
  rehearsed: {
    ...went,
    phase: 'rolled-back',
    endedAt: ago(3.9),
    reversal: reversal('breach', controller),
  },
};
const WATCHED: Record<string, Partial<RolloutState>> = {
  exposed: { ...went, phase: 'observing', observedSince: ago(5) },
  held: {
    ...went,
    phase: 'held',
    held: { cause: 'person', reason: 'To look', by: dana, at: ago(4) },
  },
};
const GIVEN: CommandName[] = ['propose', 'approve', 'bypass', 'hold'] as never;

export interface Planted {
  experimentId: string;
  rolloutId: string;
  reviewId: string;
}

function planOf({ service, target }: Team, isDrill: boolean): Plan {
  return makePlan({
    service,
    targets: [target],
    end: new Date(Date.now() + 86_400_000).toISOString(),
    playbook: { id: 'limited', version: 1 },
    schedule: { start: 'by-hand' },
    ...(isDrill && { drill: { breach: 'injected-metric' } }),
  });
}

async function keepTarget(knex: Knex, rolloutId: string, team: Team) {
  await knex('targets').insert({
    id: `${team.service}/${rolloutId}`,
    ref: JSON.stringify(team.target),
    rollout_id: rolloutId,
  });
}

/** Told of a rollout, of an experiment as a whole, and of a service. */
async function addTold(knex: Knex, planted: Planted, { service }: Team) {
  const { rolloutId, experimentId } = planted;
  for (const about of [{ rolloutId }, { experimentId }, { service }]) {
    const { rows } = await knex.raw(`select nextval('planted_events') as key`);
    const subject = JSON.stringify(about);
    const whole = {
      rolloutId: null,
      experimentId: null,
      service: null,
      ...about,
    };
    await addDelivery(knex, {
      id: randomUUID(),
      webhook: 'chat',
      ...whole,
      subject,
      eventKey: rows[0].key,
      event: { version: 1 } as never,
      action: 'trigger',
    });
    await noteUnreached(knex, {
      event_key: rows[0].key,
      topic: 'commented',
      severity: 'normal',
      recipients: [],
      rollout_id: whole.rolloutId,
      experiment_id: whole.experimentId,
      service: whole.service,
      title: subject,
      link: '/rollouts',
      told_operators: false,
    });
  }
}

async function addAround(knex: Knex, planted: Planted, team: Team) {
  const { rolloutId, experimentId, reviewId } = planted;
  const { requester } = team;
  await openReview(knex, {
    id: reviewId,
    kind: 'bypass',
    rolloutId,
    about: requester.ref,
    subject: 'first-exposure',
    reason: 'It had to be quick',
    openedBy: requester,
    dueAt: new Date(ago(-48)),
  });
  for (const on of [rolloutId, null]) {
    await insertComment(knex, {
      id: randomUUID(),
      experiment_id: experimentId,
      rollout_id: on,
      actor: requester,
      text: 'Looks well',
    });
  }
  const { rows } = await knex.raw(`select nextval('planted_events') as key`);
  await addTold(knex, planted, team);
  const told = ['otto', 'opal', 'petra'].map(name => `user:default/${name}`);
  await noteHarm(
    knex,
    {
      event_key: rows[0].key,
      topic: 'rolled-back',
      subject: rolloutId,
      severity: 'critical',
      rollout_id: rolloutId,
      experiment_id: experimentId,
      title: `Rolled back: ${team.service}`,
      description: 'It looked wrong',
      link: `/rollouts/${rolloutId}`,
    },
    told,
  );
}

async function addDrill(knex: Knex, planted: Planted, team: Team) {
  const id = randomUUID();
  await insertDrill(knex, {
    id,
    rolloutId: planted.rolloutId,
    experimentId: planted.experimentId,
    service: team.service,
    playbook: { id: 'limited', version: 1 },
    environment: 'production',
    requestedBy: team.requester,
    scheduleId: null,
    breach: 'injected-metric',
    guardrail: 'errors',
    goals: {
      detectWithinSeconds: 60,
      restoreWithinSeconds: 60,
      byPlaybook: true,
    },
  });
  await knex('drills')
    .where({ id })
    .update({ passed: true, ended_at: ago(3.9), why: 'In time' });
}

async function plantOne(
  knex: Knex,
  team: Team,
  name: string,
  state: Partial<RolloutState>,
): Promise<Planted> {
  const { service, requester, people } = team;
  const plan = planOf(team, name === 'rehearsed');
  const planHash = hashPlan(plan);
  const planted = {
    experimentId: randomUUID(),
    rolloutId: randomUUID(),
    reviewId: randomUUID(),
  };
  const { experimentId, rolloutId } = planted;
  await insertExperiment(knex, {
    id: experimentId,
    service,
    system: SYSTEM,
    body: makeExperimentDraft({ title: `Faster, ${name}`, tags: ['speed'] }),
    requested_by: requester,
    chain_hash: CHAIN_START,
  });
  await keepPlan(knex, planHash, plan);
  await insertRollout(knex, {
    id: rolloutId,
    experimentId,
    plan,
    planHash,
    state: { ...initialState(requester), ...state },
    people,
    service,
    system: SYSTEM,
    owner: people.owners[0],
    tags: ['shop'],
  });
  for (const command of GIVEN) {
    await appendDecision(knex, {
      experimentId,
      rolloutId,
      at: ago(6),
      actor: requester,
      command,
      reason: 'Because',
      evidence: {},
      policies: [],
      result: { phase: 'proposed', stageIndex: -1, sentence: 'Done' },
      planHash,
    });
  }
  if (name === 'done' || name === 'given up') {
    const learning = 'Fewer steps are faster';
    await writeConclusion(
      knex,
      experimentId,
      {
        outcome: name === 'done' ? 'validated' : 'refuted',
        learning,
        differently: 'Nothing',
        concludedBy: requester.ref,
        concludedAt: ago(1),
        effects: [],
      },
      learning,
    );
  }
  if (['stuck', 'exposed', 'held'].includes(name)) {
    await keepTarget(knex, rolloutId, team);
  }
  if (name === 'rehearsed') await addDrill(knex, planted, team);
  await addAround(knex, planted, team);
  return planted;
}

/** Prepares the database for what is planted. */
export async function prepareGround(knex: Knex): Promise<void> {
  await knex.raw('create sequence planted_events');
  const limits = { system: 50, cluster: 50, namespace: 50 };
  await knex.raw(
    `insert into playbooks (id, version, body, hash)
     select 'limited', 1, body || jsonb_build_object('id', 'limited', 'policy',
       jsonb_build_object('exposedAtOnce', ?::jsonb)), hash
     from playbooks where id = 'standard' order by version desc limit 1`,
    [JSON.stringify(limits)],
  );
  await knex('playbook_standing').insert({ id: 'limited' });
}

/**
 * A service's experiments, in every state, with all that comes to belong to
 * them. What guardrails watch is planted only where nobody compares it: its
 * verdicts change as time passes.
 */
export async function plant(
  knex: Knex,
  team: Team,
  options: { watched: boolean },
): Promise<Record<string, Planted>> {
  const planted: Record<string, Planted> = {};
  const states = { ...STATES, ...(options.watched ? WATCHED : {}) };
  for (const [name, state] of Object.entries(states)) {
    planted[name] = await plantOne(knex, team, name, state);
  }
  await keepSchedule(knex, {
    id: randomUUID(),
    service: team.service,
    playbook_id: 'limited',
    settings: {
      service: team.service,
      playbook: 'limited',
      breach: 'injected-metric',
    },
    every_days: 30,
    hour: 3,
    time_zone: 'UTC',
    set_by: team.requester,
    next_at: new Date(ago(-240)),
  });
  return planted;
}
