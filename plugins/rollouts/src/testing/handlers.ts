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
  isExposed,
  NO_EXPOSURE,
  RolloutsError,
  type BoardGroup,
  type Command,
  type Decision,
  type Experiment,
  type Rollout,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { CLUSTERS } from './clusters';
import {
  aDecision,
  DECISIONS,
  manyDecisions,
  REVERSAL_DECISIONS,
} from './decisions';
import { auditHandlers } from './audit';
import { drillHandlers } from './drills';
import { DELIVERIES } from './deliveries';
import { evidenceOf } from './evidence';
import { concludedBy } from './experiments';
import { COMMENTS } from './discussion';
import { BEHIND, INSIGHTS } from './insights';
import type { Handlers } from './handler';
import { REVERSAL } from './phases';
import { freezeHandlers } from './freezes';
import { playbookHandlers } from './playbooks';
import { commands, DANA, rowOf } from './rollouts';
import { aViewer } from './viewer';
import * as views from './views';

export interface FakeState {
  rollouts: Map<string, Rollout>;
  decisions: Map<string, Decision[]>;
  experiments: Map<string, Experiment>;
}

const nowText = () => new Date().toISOString();

function found<T>(thing: T | undefined): T {
  if (thing === undefined) {
    throw new RolloutsError(404, {
      name: 'NotFoundError',
      message: 'There is no such thing, or it is not for you to see.',
    });
  }
  return thing;
}

const GROUPS: Record<BoardGroup, (rollout: Rollout) => boolean> = {
  exposed: rollout => isExposed(rollout.exposure),
  'waiting-for-people': rollout => rollout.whoMustAct.length > 0,
  'held-or-unknown': rollout =>
    rollout.phase === 'held' || rollout.health === 'unknown',
  'rolled-back-recently': rollout => rollout.phase === 'rolled-back',
};

/** What a command makes of a rollout, as far as pages show it. */
function after(rollout: Rollout, { command }: Command): Rollout {
  const base = { ...rollout, version: rollout.version + 1, now: nowText() };
  switch (command) {
    case 'hold':
      return {
        ...base,
        phase: 'held',
        heldReason: 'a person asked',
        commands: commands(['resume', 'roll-back']),
      };
    case 'resume':
      return {
        ...base,
        phase: 'observing',
        heldReason: null,
        commands: commands(['hold', 'roll-back']),
      };
    case 'roll-back':
      return {
        ...base,
        phase: 'rolled-back',
        exposure: NO_EXPOSURE,
        commands: commands([]),
        reversal: { ...REVERSAL, cause: 'person', actor: DANA, checks: [] },
      };
    default:
      return base;
  }
}

function decisionsOf(state: FakeState, id: string): Decision[] {
  const known =
    state.decisions.get(id) ??
    (id === 'r-rolled-back' ? REVERSAL_DECISIONS : undefined) ??
    (id === 'r-huge' ? manyDecisions(300) : DECISIONS);
  state.decisions.set(id, known);
  return known;
}

/** Honest answers over the fixtures. */
export function handlersOf(state: FakeState): Handlers {
  const rollout = (input: { params?: { id: string } }) =>
    found(state.rollouts.get(input.params?.id ?? ''));
  const experiment = (input: { params?: { id: string } }) => ({
    ...found(state.experiments.get(input.params?.id ?? '')),
    now: nowText(),
  });
  return {
    ...drillHandlers,
    ...auditHandlers,
    listRollouts: ({ query = {} }) => {
      const all = [...state.rollouts.values()];
      const items = all.filter(
        each =>
          (!query.group || GROUPS[query.group](each)) &&
          (!query.phase || each.phase === query.phase) &&
          (!query.environment || each.environment === query.environment) &&
          (!query.service || each.service === query.service) &&
          (!query.system || each.system === query.system) &&
          (!query.playbook || each.playbook.id === query.playbook) &&
          (query.scope !== 'mine' || each.requestedBy === DANA.ref),
      );
      const from = Number(query.cursor ?? 0);
      const limit = Number(query.limit ?? 25);
      const count = (group: BoardGroup) => all.filter(GROUPS[group]).length;
      return {
        items: items.slice(from, from + limit).map(rowOf),
        counts: {
          exposed: count('exposed'),
          'waiting-for-people': count('waiting-for-people'),
          'held-or-unknown': count('held-or-unknown'),
          'rolled-back-recently': count('rolled-back-recently'),
        },
        nextCursor: items.length > from + limit ? String(from + limit) : null,
        now: nowText(),
      };
    },
    getRollout: input => ({ ...rollout(input), now: nowText() }),
    commandRollout: input => {
      const before = rollout(input);
      const body = found(input.body);
      const next = after(before, body);
      state.rollouts.set(before.id, next);
      state.decisions.set(before.id, [
        aDecision({
          seq: decisionsOf(state, before.id).length + 1,
          rolloutId: before.id,
          at: nowText(),
          command: body.command,
          reason: body.reason,
          result: {
            phase: next.phase,
            stageIndex: next.stageIndex,
            sentence: next.summary,
          },
        }),
        ...decisionsOf(state, before.id),
      ]);
      return next;
    },
    listDecisions: ({ params, query = {} }) => {
      const all = decisionsOf(state, found(params).id).filter(
        ({ actor }) =>
          !query.actor ||
          (actor.kind === 'controller') === (query.actor === 'machine'),
      );
      const from = Number(query.cursor ?? 0);
      const limit = Number(query.limit ?? 25);
      return {
        items: all.slice(from, from + limit),
        nextCursor: all.length > from + limit ? String(from + limit) : null,
      };
    },
    getEvidence: input => evidenceOf(rollout(input)),
    reviewRollout: () => views.PLAN_CHECK,
    previewRollout: () => ({ targets: views.PREVIEW }),
    listApprovals: () => ({
      items: [...state.rollouts.values()]
        .filter(each => each.waitsFor.some(wait => wait.for === 'approvals'))
        .map(each => ({
          ...rowOf(each),
          askedAt: each.updatedAt,
          decideBy: each.nextAt,
          approvalStageIndex: each.stageIndex + 1,
          given: 0,
          required: 1,
        })),
      now: nowText(),
    }),
    propose: () => ({ experimentId: 'e-1', rolloutId: 'r-proposed' }),
    proposeRollout: () => ({ experimentId: 'e-1', rolloutId: 'r-proposed' }),
    listComments: () => ({ items: COMMENTS, nextCursor: null }),
    comment: ({ body }) => ({
      ...COMMENTS[0],
      text: found(body).text,
      own: true,
    }),
    withdrawComment: () => ({ ...COMMENTS[0], text: null, own: false }),
    getInsights: () => INSIGHTS,
    listBehind: () => ({ items: BEHIND, total: BEHIND.length }),
    exportInsights: () => '# Governed rollouts\n',
    listExperiments: () => ({
      items: [{ ...views.EXPERIMENT, outcome: null }],
      nextCursor: null,
    }),
    getExperiment: input => experiment(input),
    concludeExperiment: input => {
      const changed = concludedBy(experiment(input), found(input.body));
      state.experiments.set(changed.id, changed);
      return changed;
    },
    checkPlan: () => views.PLAN_CHECK,
    preflightTargets: ({ body }) => ({
      items: found(body).targets.map(target => ({
        target,
        preflight: views.PREVIEW[0].preflight,
      })),
    }),
    previewPlan: () => ({ targets: views.PREVIEW }),
    ...playbookHandlers,
    ...freezeHandlers,
    listLearnings: ({ query = {} }) => ({
      items: views.LEARNINGS.filter(
        learning =>
          (!query.tag || learning.tags.includes(query.tag)) &&
          (!query.outcome || learning.conclusion.outcome === query.outcome) &&
          (!query.text ||
            learning.title.toLowerCase().includes(query.text.toLowerCase())),
      ),
      nextCursor: null,
    }),
    listSimilar: ({ query }) => ({
      items: views.LEARNINGS.filter(
        ({ experimentId }) => experimentId !== query?.except,
      ).slice(0, 2),
    }),
    getService: () => found(views.SERVICES[0]),
    findTargets: ({ params }) => views.candidatesOf(found(params).name),
    getViewer: () => aViewer(),
    listServices: () => ({ items: views.SERVICES }),
    listMetrics: () => ({ items: views.METRICS }),
    listClusters: () => ({ items: CLUSTERS, now: nowText() }),
    listHarm: () => ({ items: [], now: nowText() }),
    acknowledgeHarm: () => ({ items: [], now: nowText() }),
    listDeliveries: () => ({
      items: DELIVERIES,
      counts: { pending: 1, delivered: 1, failed: 1 },
      webhooks: ['chat', 'on-call'],
      unreached: [],
      nextCursor: null,
      now: nowText(),
    }),
    replayDelivery: () => DELIVERIES[1],
    askFlaggerGate: () => ({ open: true, reason: 'Open', rollout: null }),
    askArgo: () => ({
      open: true,
      result: 'go',
      reason: 'Open',
      rollout: null,
    }),
    getMetricHistory: ({ params }) => ({
      points: views.historyOf(found(params).name),
    }),
  };
}
