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
  type ExportedDecision,
  type ExportStart,
  type TreeHead,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { CHAIN_START, chainFault, type ChainPosition } from '../chain';
import { parseCopy, type Copy } from '../copies/copy';
import { rootByPath } from '../inclusion';
import type { TrustedKeys } from '../keys';
import { leafOf } from '../merkle';
import { CopyChain } from './checkCopy';
import { copyFault, decisionFault, firstFault, headFault } from './faults';
import { sentenceOf } from './sentence';

type Fault = AuditVerdict['fault'];

/** Where copies say that the chain of each experiment got to. */
type Ends = ReadonlyMap<string, ChainPosition>;

interface Outside {
  name: string;
  newest: TreeHead | null;
  ends: Ends;
  fault: Fault;
}

async function readOutside(copy: Copy, trusted: TrustedKeys): Promise<Outside> {
  const chain = new CopyChain(trusted);
  const ends = new Map<string, ChainPosition>();
  const parts = copy.read();
  const { name } = copy;
  for await (const line of parts ? parseCopy(parts) : []) {
    if (chain.repeats(line)) continue;
    const why = chain.add(line);
    if (why) {
      const fault = copyFault(name, line.head.size, why);
      return { name, newest: chain.newest, ends, fault };
    }
    for (const [id, seq, hash] of line.entries) ends.set(id, { seq, hash });
  }
  return { name, newest: chain.newest, ends, fault: null };
}

/** Verifies the lines of an export one by one. */
class ExportChecker {
  readonly #trusted: TrustedKeys;
  readonly #outside: readonly Outside[];
  readonly #faults: Fault[] = [];
  readonly #seen = new Set<string>();
  #start: ExportStart | undefined;
  #ended = false;
  #decisions = 0;
  #covered = 0;
  #id: string | undefined;
  #position: ChainPosition = { seq: 0, hash: CHAIN_START };

  constructor(trusted: TrustedKeys, outside: readonly Outside[]) {
    this.#trusted = trusted;
    this.#outside = outside;
  }

  add(text: string): void {
    const line = exportLineSchema.parse(JSON.parse(text));
    if (line.kind === 'export') this.#begin(line);
    else if (line.kind === 'decision') this.#check(line);
    else this.#end(line.decisions);
  }

  finish(): Omit<AuditVerdict, 'seconds' | 'copies' | 'sentence' | 'intact'> {
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
      fault: fault ?? null,
      decisions: this.#decisions,
      experiments: this.#seen.size,
      head: this.#start?.head ?? null,
      newer: this.#decisions - this.#covered,
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
    if (forged) this.#faults.push(headFault(head.size, `is forged: ${forged}`));
  }

  #check({ decision, leaf }: ExportedDecision): void {
    const { experimentId, seq, hash } = decision;
    if (experimentId !== this.#id) {
      this.#leave();
      this.#id = experimentId;
      this.#seen.add(experimentId);
      this.#position = { seq: 0, hash: CHAIN_START };
    }
    this.#decisions += 1;
    if (leaf) this.#covered += 1;
    const before = this.#isWhole
      ? this.#position
      : { seq: seq - 1, hash: decision.previousHash };
    const at = { experimentId, seq, index: leaf?.index ?? null };
    const why = chainFault(before, decision);
    if (why) {
      this.#faults.push(decisionFault(at, `breaks the chain. ${why}`));
    } else if (!this.#isProved(hash, leaf)) {
      this.#faults.push(decisionFault(at, 'is not what the tree head covers'));
    }
    for (const { ends, name } of this.#outside) {
      const end = ends.get(experimentId);
      if (end?.seq === seq && end.hash !== hash) {
        this.#faults.push(
          decisionFault(
            at,
            `or one before it was changed: the copy ${name} has another hash of it`,
          ),
        );
      }
    }
    this.#position = { seq, hash };
  }

  #isProved(hash: string, leaf: ExportedDecision['leaf']): boolean {
    const head = this.#start?.head;
    if (!leaf?.path) return true;
    if (!head) return false;
    const { index, path } = leaf;
    return rootByPath(leafOf(hash), index, head.size, path) === head.root;
  }

  /** At the end of an experiment. */
  #leave(): void {
    if (this.#id === undefined || !this.#isWhole) return;
    this.#requireUpTo(this.#id, this.#position.seq);
  }

  #requireUpTo(experimentId: string, seq: number): void {
    for (const { ends, name } of this.#outside) {
      if ((ends.get(experimentId)?.seq ?? 0) > seq) {
        const at = { experimentId, seq: seq + 1, index: null };
        const why = `is missing: the copy ${name} has it`;
        this.#faults.push(decisionFault(at, why));
      }
    }
  }

  /** Experiments that copies know, where the export was not of some services. */
  #requireAll(): void {
    const { experiment, service } = this.#start?.filter ?? {};
    if (service) return;
    const known = this.#outside.flatMap(({ ends }) => [...ends.keys()]);
    for (const id of new Set(experiment ? [experiment] : known)) {
      if (!this.#seen.has(id)) this.#requireUpTo(id, 0);
    }
  }

  #end(decisions: number): void {
    this.#ended = decisions === this.#decisions;
  }
}

/**
 * Verifies an export as JSON Lines without any database: each decision's hash
 * and chain, the proofs that lead to its signed head, and that the copies have
 * the same. An export of some services only is judged by what is in it.
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
        `Has the same, up to the head over ${newest?.size ?? 0} decisions`,
    })),
    seconds: (performance.now() - started) / 1000,
  };
}
