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
  Freeze,
  FreezeChange,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { keyOfScope } from '../../freezes/scope';
import { appendAct } from '../acts';

function toRow({ timing, scope, ...freeze }: Freeze) {
  const once = timing.kind === 'one-off' ? timing : undefined;
  return {
    title: freeze.title,
    reason: freeze.reason,
    contact: freeze.contact,
    scope: JSON.stringify(scope),
    scope_key: keyOfScope(scope),
    timing: JSON.stringify(timing),
    starts_at: once?.start ?? null,
    ends_at: once?.end ?? null,
    moved: JSON.stringify(freeze.moved),
    owner: JSON.stringify(freeze.owner),
    stops_line: freeze.stopsLine,
    version: freeze.version,
    declared_at: freeze.declaredAt,
    ended: freeze.ended && JSON.stringify(freeze.ended),
    ended_at: freeze.ended?.at ?? null,
  };
}

async function addChange(
  trx: Knex,
  freeze: Freeze,
  { change, actor, reason, at, window }: FreezeChange,
): Promise<void> {
  await appendAct(trx, {
    record: { kind: 'freeze', id: freeze.id },
    title: freeze.title,
    at,
    actor,
    act: change,
    reason,
    ...('ref' in freeze.scope && { entity: freeze.scope.ref }),
    content: { freeze, window },
  });
}

/**
 * Keeps a new freeze with the first entry of its history.
 *
 * @returns false for a second one that stops the line of one scope.
 */
export async function insertFreeze(
  trx: Knex,
  freeze: Freeze,
  change: FreezeChange,
): Promise<boolean> {
  const inserted: unknown[] = await trx('freezes')
    .insert({ id: freeze.id, ...toRow(freeze) })
    .onConflict(trx.raw('(scope_key) where stops_line and ended_at is null'))
    .ignore()
    .returning('id');
  if (inserted.length === 0) return false;
  await addChange(trx, freeze, change);
  return true;
}

/**
 * Keeps what was done to a freeze; `freeze.version` is the new one.
 *
 * @throws when another version is in force; the row's lock makes that a fault.
 */
export async function writeFreeze(
  trx: Knex,
  freeze: Freeze,
  change: FreezeChange,
): Promise<void> {
  const changed = await trx('freezes')
    .where({ id: freeze.id, version: freeze.version - 1 })
    .update(toRow(freeze));
  if (changed !== 1) {
    throw new Error(
      `Freeze ${freeze.id} is no longer at version ${freeze.version - 1}`,
    );
  }
  await addChange(trx, freeze, change);
}
