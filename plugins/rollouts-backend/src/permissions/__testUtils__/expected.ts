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
  CommandName,
  OperationId,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Caller } from './callers';

/*
 * Who may do what, as the API answers it: one row an operation, one an
 * operation of commandRollout by its command. The test reads this table and
 * tries every row as every caller; an operation without a row fails it.
 *
 * To add an operation, add a row here, and what it is called with to
 * `requests.ts` (not needed for a GET whose path names no more than a rollout,
 * an experiment, a playbook or a service). A row says what `others` get, and
 * then whoever gets something else:
 *
 *   listFreezes: { others: 'may' },
 *   declareFreeze: { others: 'refused', petra: 'may' },
 *
 * Everything is tried on a service that dana's team owns. Reading is granted
 * on condition there: ines, otto and the tokens of another service see none of
 * its rollouts. Of `callers.ts` besides: who calls without any credentials
 * always gets 401, and a token that is not configured 403.
 */

/**
 * - sees: answered, and the answer tells of the rollout.
 * - may: answered without it, or refused for another reason than who asks,
 *   such as the state that the rollout is in.
 * - missing: 404, the same as if there was no such thing.
 * - refused: 403.
 */
export type Outcome = 'sees' | 'may' | 'missing' | 'refused';

export type Row = { others: Outcome } & Partial<Record<Caller, Outcome>>;

/** Those to whom its rollouts are not there. */
const UNSEEN = {
  ines: 'missing',
  otto: 'missing',
  'token of payments': 'missing',
} as const;

/** One rollout or experiment, or what belongs to it. */
const ONE: Row = { others: 'sees', ...UNSEEN };
/** The same, where the answer does not repeat what it is about. */
const PART_OF_ONE: Row = { others: 'may', ...UNSEEN };
/** A list that holds what its reader sees. */
const LIST: Row = {
  others: 'sees',
  ines: 'may',
  otto: 'may',
  'token of payments': 'may',
};
/** Nothing in it belongs to a service. */
const EVERYBODY: Row = { others: 'may' };

/** The token may not do it at all: it is for people. */
const NO_TOKENS = {
  'token of all': 'refused',
  'token of checkout': 'refused',
  'token of payments': 'refused',
  'token to read': 'refused',
} as const;

/** Whose service it is, or who is called for it. */
const OWN_SERVICE: Row = {
  others: 'may',
  lee: 'refused',
  'token to read': 'refused',
  ...UNSEEN,
};

/** It is for tokens, of whatever service. */
const TOKENS_MAY = {
  'token of all': 'may',
  'token of checkout': 'may',
  'token of payments': 'may',
  'token to read': 'may',
} as const;

/** What a person does with a page that ines may not use. */
const PAGE_OF_PEOPLE: Row = { others: 'may', ines: 'refused', ...NO_TOKENS };

/** By whoever could request a rollout. */
const REHEARSAL: Row = {
  others: 'may',
  lee: 'refused',
  otto: 'missing',
  ines: 'refused',
  ...NO_TOKENS,
};

export const EXPECTED: Record<Exclude<OperationId, 'commandRollout'>, Row> = {
  listRollouts: LIST,
  getRollout: ONE,
  listDecisions: PART_OF_ONE,
  getEvidence: PART_OF_ONE,
  reviewRollout: PART_OF_ONE,
  previewRollout: PART_OF_ONE,
  exportPlan: ONE,
  listApprovals: {
    others: 'may',
    omar: 'sees',
    'omar through a plugin': 'may',
  },

  propose: OWN_SERVICE,
  proposeRollout: OWN_SERVICE,
  listExperiments: LIST,
  getExperiment: ONE,
  concludeExperiment: {
    others: 'sees',
    petra: 'refused',
    lee: 'refused',
    ...NO_TOKENS,
    ines: 'refused',
    otto: 'missing',
  },
  listComments: PART_OF_ONE,
  comment: {
    others: 'may',
    ...UNSEEN,
    ines: 'refused',
    ...NO_TOKENS,
    'token of all': 'may',
  },
  withdrawComment: {
    others: 'missing',
    ines: 'refused',
    ...NO_TOKENS,
    'token of all': 'missing',
  },
  checkPlan: { ...OWN_SERVICE, lee: 'may' },
  preflightTargets: { ...OWN_SERVICE, lee: 'may' },
  previewPlan: { ...OWN_SERVICE, lee: 'may' },
  parsePlan: { others: 'may', 'token to read': 'refused' },

  listLearnings: LIST,
  listSimilar: LIST,
  listPlaybooks: EVERYBODY,
  getPlaybook: EVERYBODY,
  exportPlaybook: EVERYBODY,
  parsePlaybook: EVERYBODY,
  listPlaybookChanges: EVERYBODY,
  proposePlaybookChange: PAGE_OF_PEOPLE,
  getPlaybookChange: { others: 'missing' },
  decidePlaybookChange: { others: 'missing', ...NO_TOKENS },
  reviewPlaybook: { others: 'refused', petra: 'may' },
  listPlaybookEvents: EVERYBODY,

  listServices: EVERYBODY,
  getService: PART_OF_ONE,
  findTargets: PART_OF_ONE,
  listMetrics: PART_OF_ONE,
  getMetricHistory: PART_OF_ONE,
  listClusters: EVERYBODY,

  listDeliveries: { others: 'may', ines: 'refused' },
  replayDelivery: {
    others: 'missing',
    ines: 'refused',
    ...NO_TOKENS,
  },
  listHarm: { others: 'may', ...NO_TOKENS },
  acknowledgeHarm: { others: 'missing', ...NO_TOKENS },
  askFlaggerGate: { others: 'refused', ...TOKENS_MAY },
  askArgo: { others: 'refused', ...TOKENS_MAY },

  getViewer: EVERYBODY,

  listFreezes: EVERYBODY,
  previewFreeze: { others: 'may', ...NO_TOKENS },
  declareFreeze: { others: 'refused', petra: 'may' },
  extendFreeze: { others: 'refused', petra: 'missing' },
  endFreeze: { others: 'refused', petra: 'missing' },
  previewLineStop: { others: 'refused', petra: 'may' },
  stopLine: { others: 'refused', petra: 'may' },

  listReviews: EVERYBODY,
  countReviews: EVERYBODY,
  getReview: { others: 'missing' },
  writeReview: { others: 'missing', ines: 'refused', ...NO_TOKENS },
  closeReview: { others: 'missing', ines: 'refused', ...NO_TOKENS },

  listDrills: EVERYBODY,
  drillStandings: EVERYBODY,
  runDrill: REHEARSAL,
  scheduleDrill: REHEARSAL,
  removeDrillSchedule: { others: 'missing', ines: 'refused', ...NO_TOKENS },

  getInsights: { others: 'may', ines: 'refused' },
  listBehind: { others: 'may', ines: 'refused' },
  exportInsights: { others: 'may', ines: 'refused' },

  getAudit: { others: 'may', ines: 'refused' },
  verifyAudit: { others: 'may', ines: 'refused' },
  getVerification: { others: 'missing', ines: 'refused' },
  listActs: { others: 'may', ines: 'refused' },
  exportDecisions: { others: 'may', ines: 'refused' },
  exportDecisionsAsCsv: { others: 'may', ines: 'refused' },
};

/** For a person in person, who has a part in it. */
const IN_PERSON: Row = {
  others: 'refused',
  ...UNSEEN,
  'token of payments': 'refused',
};
/** For people, also through a plugin. */
const THROUGH_PLUGINS = {
  'dana through a plugin': 'may',
  'omar through a plugin': 'may',
} as const;
/** What lowers exposure, or keeps it: owners, approvers, operators, tokens. */
const LOWERING: Row = {
  others: 'may',
  lee: 'refused',
  'token to read': 'refused',
  ...UNSEEN,
};

export const EXPECTED_OF_COMMANDS: Record<CommandName, Row> = {
  revise: {
    others: 'refused',
    ...THROUGH_PLUGINS,
    dana: 'may',
    omar: 'may',
    ...UNSEEN,
  },
  withdraw: {
    others: 'refused',
    dana: 'may',
    'dana through a plugin': 'may',
    ...UNSEEN,
  },
  approve: { ...IN_PERSON, omar: 'may' },
  'withdraw-approval': { ...IN_PERSON, omar: 'may' },
  object: { ...IN_PERSON, dana: 'may', omar: 'may', petra: 'may' },
  'resolve-objection': { ...IN_PERSON, omar: 'may' },
  'attest-milestone': { ...IN_PERSON, dana: 'may', omar: 'may' },
  start: {
    ...IN_PERSON,
    ...THROUGH_PLUGINS,
    dana: 'may',
    omar: 'may',
    petra: 'may',
  },
  advance: {
    ...IN_PERSON,
    ...THROUGH_PLUGINS,
    dana: 'may',
    omar: 'may',
    petra: 'may',
  },
  hold: LOWERING,
  resume: {
    ...IN_PERSON,
    ...THROUGH_PLUGINS,
    dana: 'may',
    omar: 'may',
    petra: 'may',
  },
  'roll-back': LOWERING,
  'acknowledge-stuck': {
    ...IN_PERSON,
    ...THROUGH_PLUGINS,
    dana: 'may',
    omar: 'may',
    petra: 'may',
  },
  promote: { ...IN_PERSON, ...THROUGH_PLUGINS, dana: 'may', omar: 'may' },
  cancel: {
    ...IN_PERSON,
    ...THROUGH_PLUGINS,
    dana: 'may',
    omar: 'may',
    petra: 'may',
  },
  bypass: { ...IN_PERSON, dana: 'may', omar: 'may', petra: 'may' },
};
