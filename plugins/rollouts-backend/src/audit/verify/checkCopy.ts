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

import { toError } from '@backstage/errors';
import type {
  AuditFault,
  TreeCopy,
  TreeHead,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { parseCopy, type Copy } from '../copies/copy';
import type { TrustedKeys } from '../keys';
import { Frontier, leafOf } from '../../chain/merkle';
import { follows, NO_HEAD } from '../../chain/treeHead';
import { copyFault, entryFault } from './faults';
import { LeafReader } from './LeafReader';
import type { Ledger } from './ledger';

export interface CheckedCopy {
  name: string;
  /** The newest head that is as it should be. */
  newest: TreeHead | null;
  /** False where it can only be written to. */
  readable: boolean;
  fault?: AuditFault;
}

/** Verifies a copy in itself: line by line, in their order. */
export class CopyChain {
  readonly #trusted: TrustedKeys;
  readonly #frontier = new Frontier();
  #newest: TreeHead | null = null;

  constructor(trusted: TrustedKeys) {
    this.#trusted = trusted;
  }

  get newest(): TreeHead | null {
    return this.#newest;
  }

  /** Whether a line was kept twice, as one that a crash interrupted may be. */
  repeats({ head }: TreeCopy): boolean {
    return this.#newest?.signature === head.signature;
  }

  /** What is wrong with the next line. */
  add({ head, entries }: TreeCopy): string | undefined {
    const before = this.#newest ?? NO_HEAD;
    const named = `the tree head over ${head.size} entries`;
    const forged = this.#trusted.fault(head);
    if (forged) return `can't be trusted: of ${named}, ${forged}`;
    if (!follows(head, before)) {
      return head.size > before.size
        ? `lacks the head that ${named} follows`
        : `has ${named} after one over ${before.size}: history was written twice`;
    }
    for (const [, , hash] of entries) this.#frontier.append(leafOf(hash));
    if (
      this.#frontier.size !== head.size ||
      this.#frontier.root() !== head.root
    ) {
      return `was changed: its entries do not make the root of ${named}`;
    }
    this.#newest = head;
    return undefined;
  }
}

async function compare(
  { head, entries }: TreeCopy,
  leaves: LeafReader,
  ledger: Ledger,
  name: string,
): Promise<AuditFault | undefined> {
  const start = head.previous?.size ?? 0;
  for (const [offset, [chain, seq, hash]] of entries.entries()) {
    const leaf = await leaves.next();
    const isThere = leaf?.chain === chain && leaf.seq === seq;
    if (isThere && leaf.hash === hash) continue;
    const at = { chain, seq, index: start + offset };
    if (isThere) {
      const why = `was changed: the copy ${name} has another hash of it`;
      return entryFault(at, why);
    }
    const why = (await ledger.has(chain, seq))
      ? `is not in its place: the copy ${name} has it there`
      : `is missing: the copy ${name} has it`;
    return entryFault(at, why);
  }
  return undefined;
}

/** Whether a head came about after the ledger's moment. */
async function isNewer(
  head: TreeHead,
  leaves: LeafReader,
  ledger: Ledger,
): Promise<boolean> {
  if (await leaves.peek()) return false;
  const now = await ledger.headNow(head.size);
  return now?.signature === head.signature;
}

async function check(
  copy: Copy,
  parts: AsyncIterable<string>,
  chain: CopyChain,
  ledger: Ledger,
): Promise<AuditFault | undefined> {
  const leaves = new LeafReader(ledger.leaves());
  try {
    for await (const line of parseCopy(parts)) {
      if (chain.repeats(line)) continue;
      if (await isNewer(line.head, leaves, ledger)) return undefined;
      const why = chain.add(line);
      if (why) return copyFault(copy.name, line.head.size, why);
      const fault = await compare(line, leaves, ledger, copy.name);
      if (fault) return fault;
    }
    return undefined;
  } finally {
    await leaves.close();
  }
}

/** Verifies a copy, and the database by it. */
export async function checkCopy(
  copy: Copy,
  ledger: Ledger,
  trusted: TrustedKeys,
): Promise<CheckedCopy> {
  const { name } = copy;
  const parts = copy.read();
  if (!parts) return { name, newest: null, readable: false };
  const chain = new CopyChain(trusted);
  const copied = await ledger.copiedSize(name);
  try {
    const fault = await check(copy, parts, chain, ledger);
    const { newest } = chain;
    const size = newest?.size ?? 0;
    const short =
      size < copied
        ? copyFault(
            name,
            size,
            `ends with the head over ${size} entries, and it had the one over ${copied}`,
          )
        : undefined;
    return { name, newest, readable: true, fault: fault ?? short };
  } catch (error) {
    const { newest } = chain;
    if (copied === 0) return { name, newest, readable: true };
    const why = `can't be read: ${toError(error).message}`;
    return {
      name,
      newest,
      readable: true,
      fault: copyFault(name, null, why),
    };
  }
}
