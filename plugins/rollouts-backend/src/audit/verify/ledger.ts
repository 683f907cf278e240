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

import type { TreeHead } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Leaf } from '../../store/tree';
import type { Chained, ChainPosition } from '../../chain/chain';

/** An entry as it is stored, with what should agree with it. */
export interface LedgerRecord {
  /** Where it is stored, which may not be what it says. */
  chain: string;
  seq: number;
  entry: Chained;
  /** Whether the columns beside it, by which lists are made, say the same. */
  columnsAgree: boolean;
  /** Its place in the tree; null while no head covers it. */
  leaf: Pick<Leaf, 'index' | 'hash'> | null;
  /** Where its chain is said to end. */
  end: ChainPosition;
}

/** Everything there is to verify, as of one moment. */
export interface Ledger {
  /** All entries, those of a chain together and in their order. */
  records(): AsyncIterable<LedgerRecord[]>;
  /** The global order. */
  leaves(): AsyncIterable<Leaf[]>;
  heads(): AsyncIterable<TreeHead[]>;
  /** The first leaf whose entry is gone. */
  firstOrphan(): Promise<Leaf | undefined>;
  /** A chain that has an end and no entry. */
  firstEmptied(): Promise<{ chain: string } | undefined>;
  has(chain: string, seq: number): Promise<boolean>;
  /**
   * Of the newest head that a copy is said to have; for one that the portal
   * calls otherwise, that every copy is said to have.
   */
  copiedSize(name: string): Promise<number>;
  /** The head of this size as of now, which may be newer than all the rest. */
  headNow(size: number): Promise<TreeHead | undefined>;
}
