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
import type { RolloutsApi } from '../../api';

/** All decisions of a rollout, page after page, newest first. */
export async function allDecisions(
  api: RolloutsApi,
  id: string,
  actor: 'people' | 'machine' | undefined,
): Promise<Decision[]> {
  const decisions: Decision[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.call('listDecisions', {
      params: { id },
      query: {
        limit: 100,
        ...(actor ? { actor } : {}),
        ...(cursor ? { cursor } : {}),
      },
    });
    decisions.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return decisions;
}

const COLUMNS: [string, (decision: Decision) => unknown][] = [
  ['seq', decision => decision.seq],
  ['at', decision => decision.at],
  ['actorKind', decision => decision.actor.kind],
  ['actor', decision => decision.actor.ref],
  ['name', decision => decision.actor.name],
  ['command', decision => decision.command],
  ['reason', decision => decision.reason],
  ['phase', decision => decision.result.phase],
  ['result', decision => decision.result.sentence],
  ['evidence', decision => JSON.stringify(decision.evidence)],
  ['planHash', decision => decision.planHash],
  ['previousHash', decision => decision.previousHash],
  ['hash', decision => decision.hash],
];

function cell(value: unknown): string {
  const text = value === null || value === undefined ? '' : String(value);
  // A spreadsheet would take a leading sign for a formula.
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** Decisions as CSV by RFC 4180. */
export function toCsv(decisions: readonly Decision[]): string {
  return [
    COLUMNS.map(([name]) => name),
    ...decisions.map(decision =>
      COLUMNS.map(([, read]) => cell(read(decision))),
    ),
  ]
    .map(row => `${row.join(',')}\r\n`)
    .join('');
}
