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
  figureIdSchema,
  type OperationId,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { makePlanDraft } from '../../testing/plans';
import {
  HIDDEN,
  OWN,
  PAYMENTS,
  PAYMENTS_TARGET,
  SYSTEM,
  type Planted,
} from './worlds';

/** What a read is asked with; pages are read to their end. */
export interface Asked {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: object;
}

export interface Read {
  asked(own: Planted): Asked[];
}

/** Stands for the run that was the last before it is asked. */
export const VERIFICATION = 'the-last-verification';

const nothing: Read = { asked: () => [{}] };
const rollout: Read = { asked: own => [{ params: { id: own.rolloutId } }] };
const experiment: Read = {
  asked: own => [{ params: { id: own.experimentId } }],
};
const playbook: Read = {
  asked: () => ['limited', 'standard'].map(id => ({ params: { id } })),
};
const UNKNOWN = randomUUID();
const unknown: Read = { asked: () => [{ params: { id: UNKNOWN } }] };
const services: Read = {
  asked: () =>
    [OWN.service, HIDDEN.service].map(ref => ({
      params: {
        kind: 'component',
        namespace: 'default',
        name: ref.slice(ref.indexOf('/') + 1),
      },
      query: { service: ref },
    })),
};

const one = { limit: '1' };
/** Whole, in pages of one, and by what only what is hidden has. */
const pages = (...filters: Record<string, string>[]): Read => ({
  asked: () => [
    {},
    { query: one },
    { query: { ...one, service: HIDDEN.service } },
    ...filters.map(query => ({ query })),
  ],
});

const period = {
  from: new Date(Date.now() - 7 * 86_400_000).toISOString(),
  to: new Date(Date.now() + 60_000).toISOString(),
};
const figures: Asked[] = [
  { query: period },
  { query: { ...period, system: SYSTEM } },
  { query: { ...period, owner: HIDDEN.people.owners[0] } },
];
const plan = makePlanDraft({
  targets: [PAYMENTS_TARGET],
  playbook: 'limited',
  end: new Date(Date.now() + 86_400_000).toISOString(),
});
const ofPlan: Read = {
  asked: () => [{ body: { service: PAYMENTS, plan } }],
};
const gate = (params?: Record<string, string>): Read => ({
  asked: () =>
    [OWN.target, HIDDEN.target].map(({ namespace, name }) => ({
      params,
      query: { namespace, name },
      body: { namespace, name, phase: 'Progressing', checksum: 'abc' },
    })),
});

/** Every operation that reads, and what it is asked. */
export const READS: Partial<Record<OperationId, Read>> = {
  listRollouts: pages(
    { group: 'exposed' },
    { group: 'rolled-back-recently' },
    { scope: 'teams' },
    { system: SYSTEM, outcome: 'reversed' },
    { playbook: 'limited', drills: 'only' },
  ),
  getRollout: rollout,
  listDecisions: {
    asked: own => [{ params: { id: own.rolloutId }, query: one }],
  },
  getEvidence: rollout,
  reviewRollout: rollout,
  previewRollout: rollout,
  exportPlan: rollout,
  listApprovals: nothing,
  listHarm: nothing,

  listExperiments: pages(),
  getExperiment: experiment,
  listComments: {
    asked: own => [{ params: { id: own.experimentId }, query: one }],
  },
  checkPlan: ofPlan,
  preflightTargets: {
    asked: () => [{ body: { service: PAYMENTS, targets: [PAYMENTS_TARGET] } }],
  },
  previewPlan: ofPlan,
  parsePlan: { asked: () => [{ body: { yaml: 'a: 1' } }] },

  listLearnings: pages({ text: 'faster' }, { tag: 'speed' }),
  listSimilar: {
    asked: (own): Asked[] => [
      { query: { text: 'Fewer steps' } },
      { query: { text: 'Fewer steps', except: own.experimentId } },
    ],
  },
  listPlaybooks: nothing,
  getPlaybook: playbook,
  exportPlaybook: playbook,
  parsePlaybook: { asked: () => [{ body: { yaml: 'a: 1' } }] },
  listPlaybookChanges: playbook,
  getPlaybookChange: unknown,
  listPlaybookEvents: playbook,

  listServices: nothing,
  getService: services,
  findTargets: services,
  listMetrics: services,
  getMetricHistory: {
    asked: () =>
      [OWN.service, HIDDEN.service].map(service => ({
        params: { name: 'error-ratio' },
        query: { service },
      })),
  },
  listClusters: nothing,

  listDeliveries: pages({ state: 'pending' }, { webhook: 'chat' }),
  askFlaggerGate: gate({ gate: 'confirm-rollout' }),
  askArgo: gate(),

  getViewer: nothing,

  listFreezes: nothing,
  previewFreeze: {
    asked: () => [
      {
        body: {
          timing: { kind: 'one-off', start: period.to, end: null },
        },
      },
    ],
  },
  previewLineStop: {
    asked: () =>
      [
        { kind: 'all' },
        { kind: 'system', ref: SYSTEM },
        { kind: 'service', ref: HIDDEN.service },
        { kind: 'cluster', name: 'sandbox' },
        { kind: 'tag', name: 'shop' },
      ].map(scope => ({ body: { scope } })),
  },

  listReviews: pages({ state: 'closed' }, { kind: 'bypass' }),
  countReviews: nothing,
  getReview: { asked: own => [{ params: { id: own.reviewId } }] },
  listDrills: pages(),
  drillStandings: pages(),

  getInsights: { asked: () => figures },
  listBehind: {
    asked: () =>
      figureIdSchema.options.flatMap(figure =>
        figures.slice(0, 1).map(asked => ({ ...asked, params: { figure } })),
      ),
  },
  exportInsights: { asked: () => figures },

  getAudit: nothing,
  getVerification: { asked: () => [{ params: { id: VERIFICATION } }] },
  listActs: pages({ kind: 'review' }, { kind: 'freeze' }),
  exportDecisions: pages({ service: HIDDEN.service }, { kind: 'review' }),
  exportDecisionsAsCsv: pages({ service: HIDDEN.service }),
};

/** What changes something. */
export const WRITES: readonly OperationId[] = [
  'acknowledgeHarm',
  'closeReview',
  'commandRollout',
  'comment',
  'concludeExperiment',
  'decidePlaybookChange',
  'declareFreeze',
  'endFreeze',
  'extendFreeze',
  'proposePlaybookChange',
  'propose',
  'proposeRollout',
  'removeDrillSchedule',
  'replayDelivery',
  'reviewPlaybook',
  'runDrill',
  'scheduleDrill',
  'stopLine',
  'verifyAudit',
  'withdrawComment',
  'writeReview',
];
