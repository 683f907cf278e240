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

import { CHAIN_START, chainFault, type ChainPosition } from '../../chain/chain';
import { Counter, type Counted } from './Counter';
import { entryFault, firstEntryFault, type EntryFault } from './faults';
import type { LedgerRecord } from './ledger';

/**
 * Verifies chains, one after the other, and that the tree has every entry but
 * the newest of each.
 */
export class ChainChecker {
  readonly #counter = new Counter();
  #last: LedgerRecord | undefined;
  #position: ChainPosition = { seq: 0, hash: CHAIN_START };
  /** What follows a bad entry is bad for its sake. */
  #broken = false;
  #first: EntryFault | undefined;

  get counted(): Counted {
    return this.#counter.counted;
  }

  get entries(): number {
    return this.#counter.entries;
  }

  get fault(): EntryFault | undefined {
    return this.#first;
  }

  check(record: LedgerRecord): void {
    const begins = this.#last?.chain !== record.chain;
    if (begins) {
      this.end();
      this.#position = { seq: 0, hash: CHAIN_START };
      this.#broken = false;
    }
    this.#counter.count(record.entry, begins);
    if (!this.#broken) {
      const fault = this.#faultOf(record);
      if (fault) this.#note(fault);
      const { seq, hash } = record.entry;
      this.#position = { seq, hash };
    }
    this.#last = record;
  }

  /** After the last entry of a chain, and of all. */
  end(): void {
    const last = this.#last;
    this.#last = undefined;
    if (!last || this.#broken) return;
    const { chain } = last;
    const { seq, hash } = this.#position;
    if (last.end.seq > seq) {
      this.#note(
        entryFault(
          { chain, seq: seq + 1, index: null },
          `is missing: the chain had ${last.end.seq}`,
        ),
      );
    } else if (last.end.seq < seq || last.end.hash !== hash) {
      this.#note(
        entryFault(
          { chain, seq, index: last.leaf?.index ?? null },
          'is not the one at which the chain is said to end',
        ),
      );
    }
  }

  #note(fault: EntryFault): void {
    this.#broken = true;
    this.#first = firstEntryFault([this.#first, fault]);
  }

  #faultOf(record: LedgerRecord): EntryFault | undefined {
    const { chain, entry, leaf } = record;
    const why = chainFault(this.#position, entry);
    if (why) {
      const seq = this.#position.seq + 1;
      const index = seq === record.seq ? leaf?.index ?? null : null;
      return entryFault({ chain, seq, index }, `breaks the chain. ${why}`);
    }
    const at = { chain, seq: entry.seq, index: leaf?.index ?? null };
    if (!record.columnsAgree) {
      return entryFault(at, 'is listed as what it is not');
    }
    if (!leaf) return undefined;
    if (leaf.hash !== entry.hash) {
      return entryFault(at, 'is not what the tree has');
    }
    if (this.#last && !this.#last.leaf && this.#position.seq > 0) {
      return entryFault(
        { chain, seq: entry.seq - 1, index: null },
        'was taken out of the tree, which has the one after it',
      );
    }
    return undefined;
  }
}
