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

import type { Knex } from 'knex';
import type { Accepted, DecideContext } from '../lifecycle/decision';
import type { InForce } from '../policy/inForce';
import { keepStatedAuthors } from '../store/authors';
import { appendDecision } from '../store/decisions';
import { keepPlan } from '../store/plans';
import { readRollout, writeState, type StoredRollout } from '../store/rollouts';
import type { DoorRequest } from './request';
import { applyEffects } from './effects';
import { missingRollout } from '../problems/errors';
import { toJson } from './json';
import type { Preparation } from './preparation';
import { recordOnTargets } from './recordOnTargets';

/** What was accepted, and on what it was decided. */
export interface Decided {
  request: Pick<DoorRequest, 'command' | 'actor' | 'toldElsewhere'>;
  rollout: StoredRollout;
  context: DecideContext;
  preparation: Preparation;
  /** What was demanded when policy was asked. */
  inForce?: InForce;
  outcome: Accepted;
  /** Kinds of targets on which it is told. */
  recordedKinds?: ReadonlySet<string>;
}

export interface Committed {
  rollout: StoredRollout;
  decision: { experimentId: string; seq: number };
}

/**
 * Writes the new state, the decision at the end of the experiment's chain and
 * the effects: all of it, or nothing, with the caller's transaction.
 */
export async function commit(
  trx: Knex.Transaction,
  decided: Decided,
): Promise<Committed> {
  const { request, rollout, context, preparation, inForce, outcome } = decided;
  const { command, actor } = request;
  const { plan, planHash } = preparation.revised ?? rollout;
  if (preparation.revised) {
    await keepPlan(trx, planHash, plan);
    await keepStatedAuthors(trx, actor, plan.artefacts);
  }
  await writeState(trx, {
    ...rollout,
    plan,
    planHash,
    ...(preparation.revised && inForce && { inForce }),
    state: outcome.next,
    people: context.people,
    system: preparation.service?.system ?? rollout.system,
    owner: preparation.service?.owner ?? rollout.owner,
    tags: preparation.service?.tags ?? rollout.tags,
  });
  const decision = await appendDecision(trx, {
    experimentId: rollout.experimentId,
    rolloutId: rollout.id,
    at: context.now.toISOString(),
    actor,
    command: command.command,
    reason: command.reason,
    evidence: toJson({
      ...outcome.evidence,
      ...(preparation.preflight && { preflight: preparation.preflight }),
      ...(inForce && { policyInForce: inForce }),
    }),
    policies: context.policies,
    result: {
      phase: outcome.next.phase,
      stageIndex: outcome.next.stageIndex,
      sentence: outcome.sentence,
    },
    planHash,
  });
  const effects = request.toldElsewhere
    ? outcome.effects.filter(({ kind }) => kind !== 'notify')
    : outcome.effects;
  await applyEffects(trx, effects, {
    rolloutId: rollout.id,
    plan,
    decision,
    targets: preparation.targets,
  });
  if (decided.recordedKinds) {
    await recordOnTargets(trx, decided.recordedKinds, {
      rolloutId: rollout.id,
      command: command.command,
      decision,
      targets: plan.targets,
    });
  }
  const written = await readRollout(trx, rollout.id);
  if (!written) throw missingRollout(rollout.id);
  return {
    rollout: written,
    decision: { experimentId: decision.experimentId, seq: decision.seq },
  };
}
