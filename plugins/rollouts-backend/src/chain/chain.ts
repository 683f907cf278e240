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
  Decision,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { isAct, type ActEntry, type DecisionEntry } from './entry';
import { hashOf } from './hash';

/** What the first entry of a chain follows. */
export const CHAIN_START = '0'.repeat(64);

export function hashDecision(
  previousHash: string,
  entry: DecisionEntry,
): string {
  return hashOf('stagecraft.decision.v1', entry, previousHash);
}

export function hashAct(previousHash: string, entry: ActEntry): string {
  return hashOf('stagecraft.act.v1', entry, previousHash);
}

/** An entry in its place in a chain. */
export type Chained = Decision | Act;

function hashChained({ hash, previousHash, ...entry }: Chained): string {
  return isAct(entry)
    ? hashAct(previousHash, entry)
    : hashDecision(previousHash, entry);
}

/** Where a chain is intact up to, so that the next part can be verified. */
export interface ChainPosition {
  seq: number;
  hash: string;
}

export type ChainVerdict =
  | ({ intact: true } & ChainPosition)
  | { intact: false; seq: number; sentence: string };

/** What is wrong with the entry that is to follow `expected`. */
export function chainFault(
  expected: ChainPosition,
  chained: Chained,
): string | undefined {
  const noun = isAct(chained) ? 'Act' : 'Decision';
  if (chained.seq !== expected.seq + 1) {
    return `${noun} ${expected.seq + 1} is missing: the next one is ${
      chained.seq
    }`;
  }
  if (chained.previousHash !== expected.hash) {
    return `${noun} ${chained.seq} does not follow the one before it`;
  }
  if (hashChained(chained) !== chained.hash) {
    return `${noun} ${chained.seq} is not what was recorded`;
  }
  return undefined;
}

/**
 * Verifies entries in their order, which follow `start`. Names the first
 * bad one. A cut-off tail is not seen: compare the end with what its record says.
 */
export function verifyChain(
  entries: readonly Chained[],
  start: ChainPosition = { seq: 0, hash: CHAIN_START },
): ChainVerdict {
  let position = start;
  for (const entry of entries) {
    const sentence = chainFault(position, entry);
    if (sentence) {
      return { intact: false, seq: position.seq + 1, sentence };
    }
    position = { seq: entry.seq, hash: entry.hash };
  }
  return { intact: true, ...position };
}
