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
  Decision,
  Plan,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import type { Effect } from '../lifecycle/decision';
import { readTitles } from '../store/experiments';
import { keepCapsules } from '../store/capsules';
import { addNotice, addSignal, type Notice } from '../store/outbox';
import { openReview } from '../store/reviews';
import {
  claimTargets,
  releaseTargets,
  type IdentifiedTarget,
} from '../store/targets';
import { clearTickets, wakeWork } from '../store/work';

interface Subject {
  rolloutId: string;
  plan: Pick<Plan, 'drill'>;
  decision: Decision;
  /** For `claim-targets`: the plan's targets with their identities. */
  targets: IdentifiedTarget[] | undefined;
}

/** What happens to a rehearsal is told as one, so that it alarms nobody. */
function titleOf(title: string, { drill }: Subject['plan']): string {
  if (!drill) return title;
  return `Drill: ${title.charAt(0).toLowerCase()}${title.slice(1)}`;
}

async function apply(
  trx: Knex,
  effect: Effect,
  { rolloutId, plan, decision, targets }: Subject,
): Promise<void> {
  switch (effect.kind) {
    case 'notify': {
      const { kind, ...message } = effect;
      const { experimentId, seq, at, actor, planHash, result } = decision;
      const titles = await readTitles(trx, [experimentId]);
      const notice: Notice = {
        ...message,
        // Many rollouts tell the same people the same: it says which.
        title: `${titleOf(message.title, plan)}: ${
          titles.get(experimentId) ?? experimentId
        }`,
        rolloutId,
        experimentId,
        decision: {
          at,
          actor: { kind: actor.kind, name: actor.name },
          phase: result.phase,
          stageIndex: result.stageIndex,
          planHash,
        },
      };
      await addNotice(trx, notice, `${experimentId}/${seq}/${message.topic}`);
      return;
    }
    case 'wake':
      await wakeWork(trx, rolloutId, { urgent: effect.urgent });
      return;
    case 'clear-tickets':
      await clearTickets(trx, rolloutId);
      return;
    case 'claim-targets':
      if (!targets) throw new Error('The targets to claim are not identified');
      await claimTargets(trx, rolloutId, targets);
      return;
    case 'seal-completed':
      await keepCapsules(trx, rolloutId, 'completed');
      return;
    case 'release-targets':
      await keepCapsules(trx, rolloutId, 'closed');
      await releaseTargets(trx, rolloutId);
      return;
    case 'open-review':
      await openReview(trx, {
        id: effect.id,
        kind: effect.review,
        rolloutId,
        about: effect.actor.kind.startsWith('person') ? effect.actor.ref : null,
        subject: effect.subject,
        reason: effect.reason,
        openedBy: effect.actor,
        dueAt: new Date(effect.dueAt),
      });
      return;
    default:
      throw new Error(`No such effect: ${effect satisfies never}`);
  }
}

/**
 * Writes what a decision brings about, as rows that are seen once it is
 * committed, and tells everybody who looks that something changed.
 */
export async function applyEffects(
  trx: Knex,
  effects: readonly Effect[],
  subject: Subject,
): Promise<void> {
  for (const effect of effects) await apply(trx, effect, subject);
  const { experimentId, seq } = subject.decision;
  await addSignal(trx, `${experimentId}/${seq}/signal`);
}
