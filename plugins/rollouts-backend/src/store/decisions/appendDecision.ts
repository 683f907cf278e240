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

import type { Decision } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { hashDecision } from '../../chain/chain';
import type { DecisionEntry } from '../../chain/entry';
import type { ExperimentRow } from '../tables';

/**
 * Adds a decision to the end of its experiment's chain. The lock on the
 * experiment's row keeps two from taking the same place.
 */
export async function appendDecision(
  trx: Knex,
  entry: Omit<DecisionEntry, 'seq'>,
): Promise<Decision> {
  const experiment = await trx<ExperimentRow>('experiments')
    .where({ id: entry.experimentId })
    .first('chain_seq', 'chain_hash')
    .forUpdate();
  if (!experiment) {
    throw new Error(`There is no experiment ${entry.experimentId}`);
  }
  const whole: DecisionEntry = {
    ...entry,
    seq: Number(experiment.chain_seq) + 1,
  };
  const previousHash = experiment.chain_hash;
  const hash = hashDecision(previousHash, whole);
  await trx('decisions').insert({
    experiment_id: whole.experimentId,
    seq: whole.seq,
    rollout_id: whole.rolloutId,
    at: whole.at,
    entry: JSON.stringify(whole),
    command: whole.command,
    actor_kind: whole.actor.kind,
    previous_hash: previousHash,
    hash,
  });
  await trx('experiments')
    .where({ id: whole.experimentId })
    .update({ chain_seq: whole.seq, chain_hash: hash });
  return { ...whole, previousHash, hash };
}
