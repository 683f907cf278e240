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
  exportLineSchema,
  type AuditVerdict,
  type ExportStart,
  type Proof,
  type TreeHead,
} from '@stagecraft/backstage-plugin-rollouts-common';
import {
  CHAIN_START,
  chainFault,
  type Chained,
  type ChainPosition,
} from '../../chain/chain';
import type { Copy } from '../copies/copy';
import { chainOf, recordOfChain } from '../../chain/entry';
import { rootByPath } from '../../chain/inclusion';
import type { TrustedKeys } from '../keys';
import { leafOf } from '../../chain/merkle';
import { Counter, type Counted } from './Counter';
import { entryFault, firstFault, headFault } from './faults';
import { hasEntry, readOutside, type Outside } from './outside';
import { sentenceOf } from './sentence';

type Fault = AuditVerdict['fault'];

/** Verifies the lines of an export one by one. */
class ExportChecker {
  readonly #trusted: TrustedKeys;
  readonly #outside: readonly Outside[];
  readonly #faults: Fault[] = [];
  readonly #seen = new Set<string>();
  readonly #counter = new Counter();
  #start: ExportStart | undefined;
  #ended = false;
  #covered = 0;
  #chain: string | undefined;
  #position: ChainPosition = { seq: 0, hash: CHAIN_START };

  constructor(trusted: TrustedKeys, outside: readonly Outside[]) {
    this.#trusted = trusted;
    this.#outside = outside;
  }

  add(text: string): void {
    const line = exportLineSchema.parse(JSON.parse(text));
    if (line.kind === 'export') this.#begin(line);
    else if (line.kind === 'decision') this.#check(line.decision, line.leaf);
    else if (line.kind === 'act') this.#check(line.act, line.leaf);
    else this.#end(line);
  }

  finish(): Counted & { fault: Fault; head: TreeHead | null; newer: number } {
    this.#leave();
    if (!this.#start || !this.#ended) {
      this.#faults.push({
        what: 'copy',
        name: 'export',
        size: null,
        sentence: 'The export was cut off: it does not end with its count',
      });
    }
    if (this.#isWhole) this.#requireAll();
    const fault = firstFault(this.#faults.map(each => each ?? undefined));
    return {
      ...this.#counter.counted,
      fault: fault ?? null,
      head: this.#start?.head ?? this.#newestOutside(),
      newer: this.#counter.entries - this.#covered,
    };
  }

  /** Whether chains are there from their start to their end. */
  get #isWhole(): boolean {
    const { person, from, to } = this.#start?.filter ?? {};
    return !person && !from && !to;
  }

  #begin(start: ExportStart): void {
    this.#start = start;
    const { head } = start;
    const forged = head && this.#trusted.fault(head);
    if (forged)
      this.#faults.push(headFault(head.size, `can't be trusted: ${forged}`));
  }

  #check(entry: Chained, leaf: Proof): void {
    const chain = chainOf(entry);
    const { seq, hash } = entry;
    const begins = chain !== this.#chain;
    if (begins) {
      this.#leave();
      this.#chain = chain;
      this.#seen.add(chain);
      this.#position = { seq: 0, hash: CHAIN_START };
    }
    this.#counter.count(entry, begins);
    if (leaf || this.#outside.some(copy => hasEntry(copy, chain, seq))) {
      this.#covered += 1;
    }
    const before = this.#isWhole
      ? this.#position
      : { seq: seq - 1, hash: entry.previousHash };
    const at = { chain, seq, index: leaf?.index ?? null };
    const why = chainFault(before, entry);
    if (why) {
      this.#faults.push(entryFault(at, `breaks the chain. ${why}`));
    } else if (!this.#isProved(hash, leaf)) {
      this.#faults.push(entryFault(at, 'is not what the tree head covers'));
    }
    for (const { ends, name } of this.#outside) {
      const end = ends.get(chain);
      if (end?.seq === seq && end.hash !== hash) {
        this.#faults.push(
          entryFault(
            at,
            `or one before it was changed: the copy ${name} has another hash of it`,
          ),
        );
      }
    }
    this.#position = { seq, hash };
  }

  #isProved(hash: string, leaf: Proof): boolean {
    const head = this.#start?.head;
    if (!leaf?.path) return true;
    if (!head) return false;
    const { index, path } = leaf;
    return rootByPath(leafOf(hash), index, head.size, path) === head.root;
  }

  /** At the end of a chain. */
  #leave(): void {
    if (this.#chain === undefined || !this.#isWhole) return;
    this.#requireUpTo(this.#chain, this.#position.seq);
  }

  #requireUpTo(chain: string, seq: number): void {
    for (const { ends, name } of this.#outside) {
      if ((ends.get(chain)?.seq ?? 0) > seq) {
        const at = { chain, seq: seq + 1, index: null };
        const why = `is missing: the copy ${name} has it`;
        this.#faults.push(entryFault(at, why));
      }
    }
  }

  /** Chains that copies know, where the export was to have all of a kind. */
  #requireAll(): void {
    const { kind, experiment, record, service } = this.#start?.filter ?? {};
    if (this.#start?.narrowed || service) return;
    const one = experiment ?? record;
    const known = this.#outside
      .flatMap(({ ends }) => [...ends.keys()])
      .filter(
        chain => !kind || kind === (recordOfChain(chain)?.kind ?? 'decision'),
      );
    for (const chain of new Set(one ? [one] : known)) {
      if (!this.#seen.has(chain)) this.#requireUpTo(chain, 0);
    }
  }

  #newestOutside(): TreeHead | null {
    const heads = this.#outside.flatMap(({ newest }) => newest ?? []);
    return heads.sort((a, b) => b.size - a.size)[0] ?? null;
  }

  #end({ decisions, acts }: { decisions: number; acts: number }): void {
    const { counted } = this.#counter;
    this.#ended = decisions === counted.decisions && acts === counted.acts;
  }
}

/**
 * Verifies an export as JSON Lines without any database: each entry's hash and
 * chain, the proofs that lead to its signed head, and that the copies have
 * the same. An export of some services, or by somebody who may not see
 * everything, is judged by what is in it.
 *
 * @param lines - of the export, without their line ends
 * @throws when a line is none of an export.
 */
export async function verifyExport(
  lines: AsyncIterable<string>,
  options: { trusted: TrustedKeys; copies: readonly Copy[] },
): Promise<AuditVerdict> {
  const started = performance.now();
  const outside = await Promise.all(
    options.copies.map(copy => readOutside(copy, options.trusted)),
  );
  const checker = new ExportChecker(options.trusted, outside);
  for await (const text of lines) {
    if (text !== '') checker.add(text);
  }
  const found = checker.finish();
  const fault =
    firstFault([
      found.fault ?? undefined,
      ...outside.map(each => each.fault ?? undefined),
    ]) ?? null;
  const whole = { ...found, fault };
  return {
    ...whole,
    intact: fault === null,
    sentence: sentenceOf(whole, outside.length > 0),
    copies: outside.map(({ name, newest, fault: trouble }) => ({
      name,
      size: newest?.size ?? 0,
      sentence:
        trouble?.sentence ??
        `Has the same, up to the head over ${newest?.size ?? 0} entries`,
    })),
    seconds: (performance.now() - started) / 1000,
  };
}
