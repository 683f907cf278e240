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
import type { DecisionEntry } from './entry';
import { hashOf } from './hash';

/** What the first decision of a chain follows. */
export const CHAIN_START = '0'.repeat(64);

export function hashDecision(
  previousHash: string,
  entry: DecisionEntry,
): string {
  return hashOf('stagecraft.decision.v1', entry, previousHash);
}

/** Where a chain is intact up to, so that the next part can be verified. */
export interface ChainPosition {
  seq: number;
  hash: string;
}

export type ChainVerdict =
  | ({ intact: true } & ChainPosition)
  | { intact: false; seq: number; sentence: string };

/** What is wrong with the decision that is to follow `expected`. */
export function chainFault(
  expected: ChainPosition,
  decision: Decision,
): string | undefined {
  const { previousHash, hash, ...entry } = decision;
  if (entry.seq !== expected.seq + 1) {
    return `Decision ${expected.seq + 1} is missing: the next one is ${
      entry.seq
    }`;
  }
  if (previousHash !== expected.hash) {
    return `Decision ${entry.seq} does not follow the one before it`;
  }
  if (hashDecision(previousHash, entry) !== hash) {
    return `Decision ${entry.seq} is not what was recorded`;
  }
  return undefined;
}

/**
 * Verifies decisions in their order, which follow `start`. Names the first
 * bad one. A cut-off tail is not seen: compare the end with the experiment's.
 */
export function verifyChain(
  decisions: readonly Decision[],
  start: ChainPosition = { seq: 0, hash: CHAIN_START },
): ChainVerdict {
  let position = start;
  for (const decision of decisions) {
    const sentence = chainFault(position, decision);
    if (sentence) {
      return { intact: false, seq: position.seq + 1, sentence };
    }
    position = { seq: decision.seq, hash: decision.hash };
  }
  return { intact: true, ...position };
}
