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
import type {
  Command,
  CommandName,
  OperationId,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { makeProposal } from '../../__testUtils__/TestPortal';
import { CHAIN_START } from '../../chain/chain';
import { hashPlan } from '../../chain/hash';
import { initialState } from '../../lifecycle/propose';
import type { RolloutState } from '../../lifecycle/state';
import { insertExperiment, writeConclusion } from '../../store/experiments';
import { keepPlan } from '../../store/plans';
import { insertRollout } from '../../store/rollouts';
import {
  dana,
  internalStage,
  makeContext,
  makeExperimentDraft,
  makePlan,
  makeStage,
  olga,
  omar,
} from '../../testing/plans';

/** In the title of everything that outsiders must not learn of. */
export const MARKER = 'Zanzibar';

/** What one attempt is about. */
export interface Subject {
  rolloutId: string;
  experimentId: string;
}

const AT = new Date(Date.now() - 600_000).toISOString();
const PLAN = makePlan({
  end: new Date(Date.now() + 86_400_000).toISOString(),
  schedule: { start: 'by-hand' },
  stages: [
    {
      ...internalStage,
      milestones: [{ name: 'briefed', title: 'Briefed', role: 'owners' }],
    },
    makeStage(),
  ],
});
const PLAN_HASH = hashPlan(PLAN);

/** A rollout that dana requested, in this state; not held by any target. */
export async function seed(
  knex: Knex,
  state: Partial<RolloutState> = {},
): Promise<Subject> {
  const experimentId = randomUUID();
  const rolloutId = randomUUID();
  await insertExperiment(knex, {
    id: experimentId,
    service: PLAN.service,
    system: 'system:default/storefront',
    body: makeExperimentDraft({ title: `${MARKER} ${experimentId}` }),
    requested_by: dana,
    chain_hash: CHAIN_START,
  });
  await keepPlan(knex, PLAN_HASH, PLAN);
  await insertRollout(knex, {
    id: rolloutId,
    experimentId,
    plan: PLAN,
    planHash: PLAN_HASH,
    state: { ...initialState(dana), ...state },
    people: makeContext().people,
    service: PLAN.service,
    system: 'system:default/storefront',
    owner: 'group:default/storefront-team',
    tags: [],
    inForce: null,
  });
  return { experimentId, rolloutId };
}

/** Makes an experiment a learning. */
export async function conclude(knex: Knex, id: string): Promise<void> {
  const conclusion = {
    outcome: 'validated' as const,
    learning: MARKER,
    differently: 'Nothing',
    concludedBy: omar.ref,
    concludedAt: AT,
    effects: [],
  };
  await writeConclusion(knex, id, conclusion, MARKER);
}

const observing: Partial<RolloutState> = {
  phase: 'observing',
  stageIndex: 0,
  acknowledged: true,
  stageOpenedAt: AT,
  stageEnteredAt: AT,
  observedSince: AT,
  stageTimes: [{ index: 0, enteredAt: AT, leftAt: null }],
};
const approved: Partial<RolloutState> = {
  phase: 'approved',
  approvals: [
    { planHash: PLAN_HASH, stageIndex: 0, actor: omar, reason: 'Safe', at: AT },
  ],
};

/** A state in which a command is open to whoever may give it. */
export const STATES: Record<CommandName, Partial<RolloutState>> = {
  revise: {},
  withdraw: {},
  approve: {},
  'withdraw-approval': approved,
  object: {},
  'resolve-objection': {
    objections: [
      {
        id: 'objection',
        planHash: PLAN_HASH,
        actor: olga,
        reason: 'No',
        at: AT,
      },
    ],
  },
  'attest-milestone': {},
  start: approved,
  advance: observing,
  hold: observing,
  resume: {
    ...observing,
    phase: 'held',
    held: { cause: 'person', reason: 'To look', by: omar, at: AT },
  },
  'roll-back': observing,
  'acknowledge-stuck': {
    ...observing,
    phase: 'stuck',
    stuck: { since: AT, sentence: 'It does not answer', acknowledged: null },
  },
  promote: { ...observing, phase: 'completed', stageIndex: 1 },
  cancel: {},
  bypass: {},
};

/** A command as it would be given. */
export function commandOf(name: CommandName): Command {
  const given = {
    version: 1,
    reason: 'Because it has to be tried by everybody',
  };
  switch (name) {
    case 'revise':
      return { command: name, ...given, plan: makeProposal().plan };
    case 'approve':
      return { command: name, ...given, stageIndex: 0, planHash: PLAN_HASH };
    case 'withdraw-approval':
      return { command: name, ...given, stageIndex: 0 };
    case 'object':
      return { command: name, ...given, planHash: PLAN_HASH };
    case 'resolve-objection':
      return { command: name, ...given, objection: 'objection' };
    case 'attest-milestone':
      return { command: name, ...given, stageIndex: 0, milestone: 'briefed' };
    case 'bypass':
      return {
        command: name,
        ...given,
        policy: 'first-exposure',
        planHash: PLAN_HASH,
      };
    default:
      return { command: name, ...given };
  }
}

interface Input {
  /** Of the path, besides ids of what is tried. */
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: object;
}

const service = PLAN.service;
const period = () => ({
  from: new Date(Date.now() - 86_400_000 * 7).toISOString(),
  to: new Date(Date.now() + 60_000).toISOString(),
});
const freeze = () => ({
  title: 'Sales',
  reason: 'The busiest week',
  contact: 'group:default/on-call',
  scope: { kind: 'system', ref: 'system:default/none' },
  timing: {
    kind: 'one-off',
    start: new Date(Date.now() + 86_400_000).toISOString(),
    end: new Date(Date.now() + 172_800_000).toISOString(),
  },
});
const given = { version: 1, reason: 'Because' };
const review = {
  version: 1,
  body: { notes: 'Looked at', actions: [], conclusion: '' },
};
const drill = { service, playbook: 'standard', breach: 'injected-metric' };

/** What operations are called with, where it takes more than the ids. */
export const REQUESTS: Partial<Record<OperationId, () => Input>> = {
  propose: () => ({ body: makeProposal() }),
  proposeRollout: () => ({ body: { plan: makeProposal().plan } }),
  concludeExperiment: () => ({
    body: {
      version: 1,
      outcome: 'inconclusive',
      learning: 'Nothing was exposed',
      differently: 'Expose it',
    },
  }),
  comment: () => ({ body: { text: 'Looks good' } }),
  checkPlan: () => ({ body: { service, plan: makeProposal().plan } }),
  preflightTargets: () => ({ body: { service, targets: PLAN.targets } }),
  previewPlan: () => ({ body: { service, plan: makeProposal().plan } }),
  parsePlan: () => ({ body: { yaml: 'a: 1' } }),
  parsePlaybook: () => ({ body: { yaml: 'a: 1' } }),
  listMetrics: () => ({ query: { service } }),
  getMetricHistory: () => ({
    params: { name: 'error-ratio' },
    query: { service },
  }),
  askFlaggerGate: () => ({
    params: { gate: 'confirm-rollout' },
    body: {
      name: 'checkout',
      namespace: 'storefront',
      phase: 'Progressing',
      checksum: 'abc',
    },
  }),
  acknowledgeHarm: () => ({ params: { id: '1' } }),
  askArgo: () => ({ query: { namespace: 'storefront', name: 'checkout' } }),
  previewFreeze: () => ({ body: { timing: freeze().timing } }),
  declareFreeze: () => ({ body: freeze() }),
  extendFreeze: () => ({ body: { ...given, end: freeze().timing.end } }),
  endFreeze: () => ({ body: given }),
  previewLineStop: () => ({ body: { scope: freeze().scope } }),
  stopLine: () => ({
    body: {
      scope: freeze().scope,
      reason: 'Stop',
      contact: 'group:default/on-call',
    },
  }),
  proposePlaybookChange: () => ({
    body: { kind: 'retire', baseVersion: 1, reason: 'Nobody uses it' },
  }),
  decidePlaybookChange: () => ({
    body: { decision: 'refuse', reason: 'Somebody does' },
  }),
  reviewPlaybook: () => ({ body: { version: 1, note: 'Read again' } }),
  writeReview: () => ({ body: review }),
  closeReview: () => ({ body: review }),
  runDrill: () => ({ body: drill }),
  scheduleDrill: () => ({
    body: { drill, everyDays: 30, hour: 3, timeZone: 'Europe/Berlin' },
  }),
  listSimilar: () => ({ query: { text: MARKER } }),
  getInsights: () => ({ query: period() }),
  exportInsights: () => ({ query: period() }),
  listBehind: () => ({
    params: { figure: 'change-fail-rate' },
    query: period(),
  }),
};
