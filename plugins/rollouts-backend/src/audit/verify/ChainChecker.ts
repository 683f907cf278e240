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

import { CHAIN_START, chainFault, type ChainPosition } from '../chain';
import { decisionFault, firstFault, type DecisionFault } from './faults';
import type { LedgerRecord } from './ledger';

/**
 * Verifies the chains of experiments, one after the other, and that the tree
 * has every decision but the newest of each.
 */
export class ChainChecker {
  #decisions = 0;
  #experiments = 0;
  #last: LedgerRecord | undefined;
  #position: ChainPosition = { seq: 0, hash: CHAIN_START };
  /** What follows a bad record is bad for its sake. */
  #broken = false;
  #first: DecisionFault | undefined;

  get decisions(): number {
    return this.#decisions;
  }

  get experiments(): number {
    return this.#experiments;
  }

  get fault(): DecisionFault | undefined {
    return this.#first;
  }

  check(record: LedgerRecord): void {
    const { experimentId } = record.decision;
    if (this.#last?.decision.experimentId !== experimentId) {
      this.end();
      this.#experiments += 1;
      this.#position = { seq: 0, hash: CHAIN_START };
      this.#broken = false;
    }
    this.#decisions += 1;
    if (!this.#broken) {
      const fault = this.#faultOf(record);
      if (fault) this.#note(fault);
      const { seq, hash } = record.decision;
      this.#position = { seq, hash };
    }
    this.#last = record;
  }

  /** After the last record of an experiment, and of all. */
  end(): void {
    const last = this.#last;
    this.#last = undefined;
    if (!last || this.#broken) return;
    const { experimentId } = last.decision;
    const { seq, hash } = this.#position;
    if (last.end.seq > seq) {
      this.#note(
        decisionFault(
          { experimentId, seq: seq + 1, index: null },
          `is missing: the chain had ${last.end.seq}`,
        ),
      );
    } else if (last.end.seq < seq || last.end.hash !== hash) {
      this.#note(
        decisionFault(
          { experimentId, seq, index: last.leaf?.index ?? null },
          'is not the one at which its experiment says that the chain ends',
        ),
      );
    }
  }

  #note(fault: DecisionFault): void {
    this.#broken = true;
    const first = firstFault([this.#first, fault]);
    if (first?.what === 'decision') this.#first = first;
  }

  #faultOf(record: LedgerRecord): DecisionFault | undefined {
    const { decision, leaf } = record;
    const { experimentId } = decision;
    const chain = chainFault(this.#position, decision);
    if (chain) {
      const seq = this.#position.seq + 1;
      const index = seq === record.seq ? leaf?.index ?? null : null;
      return decisionFault(
        { experimentId, seq, index },
        `breaks the chain. ${chain}`,
      );
    }
    const at = { experimentId, seq: decision.seq, index: leaf?.index ?? null };
    if (!record.columnsAgree) {
      return decisionFault(at, 'is listed as what it is not');
    }
    if (!leaf) return undefined;
    if (leaf.hash !== decision.hash) {
      return decisionFault(at, 'is not what the tree has');
    }
    if (this.#last && !this.#last.leaf && this.#position.seq > 0) {
      return decisionFault(
        { experimentId, seq: decision.seq - 1, index: null },
        'was taken out of the tree, which has the one after it',
      );
    }
    return undefined;
  }
}
