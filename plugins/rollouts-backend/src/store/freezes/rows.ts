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
  Act,
  Freeze,
  FreezeChange,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { FreezeRow } from '../tables';

/** A row as the freeze that it keeps. */
export function toFreeze(row: FreezeRow): Freeze {
  return {
    id: row.id,
    title: row.title,
    reason: row.reason,
    contact: row.contact,
    scope: row.scope,
    timing: row.timing,
    moved: row.moved,
    owner: row.owner,
    stopsLine: row.stops_line,
    version: row.version,
    declaredAt: row.declared_at.toISOString(),
    ended: row.ended,
  };
}

/** An act as the change of the freeze that it is, see `writeFreeze`. */
export function toChange({
  act,
  actor,
  reason,
  at,
  content,
}: Act): FreezeChange {
  if (!actor) throw new Error('Nobody changed a freeze');
  return {
    change: act as FreezeChange['change'],
    actor,
    reason,
    at,
    window: (content as Pick<FreezeChange, 'window'>).window,
  };
}
