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
  RECORD_KINDS,
  type Act,
  type Actor,
  type Decision,
  type GovernedRecord,
  type PolicyResult,
} from '@stagecraft/backstage-plugin-rollouts-common';

/** What of a decision is hashed: all of it but the hashes themselves. */
export interface DecisionEntry {
  experimentId: string;
  seq: number;
  rolloutId: string | null;
  /** ISO 8601, in UTC. */
  at: string;
  actor: Actor;
  command: string;
  reason: string;
  evidence: Decision['evidence'];
  policies: PolicyResult[];
  result: Decision['result'];
  planHash: string | null;
}

/** The same of an act on another record. */
export type ActEntry = Omit<Act, 'previousHash' | 'hash'>;

export type Entry = DecisionEntry | ActEntry;

export const isAct = (entry: Entry): entry is ActEntry => 'record' in entry;

/** What the tree and the copies call the chain of a record. */
export function chainOfRecord({ kind, id }: GovernedRecord): string {
  return `${kind}:${id}`;
}

/** The record of a chain; undefined for an experiment's, which is its id. */
export function recordOfChain(chain: string): GovernedRecord | undefined {
  const kind = RECORD_KINDS.find(each => chain.startsWith(`${each}:`));
  return kind && { kind, id: chain.slice(kind.length + 1) };
}

export function chainOf(entry: Entry): string {
  return isAct(entry) ? chainOfRecord(entry.record) : entry.experimentId;
}
