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
  AuditFault,
  AuditVerdict,
  TreeHead,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Copy } from '../copies/copy';
import type { TrustedKeys } from '../keys';
import { ChainChecker } from './ChainChecker';
import { checkCopy, type CheckedCopy } from './checkCopy';
import { checkHeads } from './checkHeads';
import { entryFault, firstFault, orphanFault } from './faults';
import type { Ledger } from './ledger';
import { sentenceOf } from './sentence';

export interface VerifyOptions {
  trusted: TrustedKeys;
  copies: readonly Copy[];
  /** Called with how many entries were looked at. */
  onProgress?(entries: number): void;
  signal?: AbortSignal;
}

async function checkChains(
  ledger: Ledger,
  { onProgress, signal }: VerifyOptions,
): Promise<ChainChecker> {
  const checker = new ChainChecker();
  for await (const records of ledger.records()) {
    signal?.throwIfAborted();
    for (const record of records) checker.check(record);
    onProgress?.(checker.entries);
  }
  checker.end();
  return checker;
}

async function checkDropped(
  ledger: Ledger,
): Promise<(AuditFault | undefined)[]> {
  const orphan = await ledger.firstOrphan();
  const emptied = await ledger.firstEmptied();
  return [
    orphan && orphanFault(orphan),
    emptied &&
      entryFault(
        { ...emptied, seq: 1, index: null },
        'is missing, and with it the whole chain',
      ),
  ];
}

function larger(a: TreeHead | null, b: TreeHead | null): TreeHead | null {
  return (b?.size ?? 0) > (a?.size ?? 0) ? b : a;
}

function newestOutside(copies: readonly CheckedCopy[]): TreeHead | null {
  return copies.map(({ newest }) => newest).reduce(larger, null);
}

function comparedSentence(readable: boolean, newest: TreeHead | null): string {
  if (newest) {
    return `Has the same, up to the head over ${newest.size} entries`;
  }
  return readable
    ? 'Has no head yet'
    : 'Can only be written to from here: verify it where it is kept';
}

/**
 * Verifies every chain, the tree over all of them, its signed heads, and that
 * the copies outside have the same. Needs memory for a part at a time only.
 */
export async function verifyLedger(
  ledger: Ledger,
  options: VerifyOptions,
): Promise<AuditVerdict> {
  const started = performance.now();
  const chains = await checkChains(ledger, options);
  const dropped = await checkDropped(ledger);
  const heads = await checkHeads(ledger, options.trusted);
  const copies: CheckedCopy[] = [];
  for (const copy of options.copies) {
    options.signal?.throwIfAborted();
    copies.push(await checkCopy(copy, ledger, options.trusted));
  }
  const fault = firstFault([
    chains.fault,
    ...dropped,
    heads.fault,
    ...copies.map(copy => copy.fault),
  ]);
  const outside = copies.some(({ newest }) => newest !== null);
  const head = outside ? newestOutside(copies) : heads.newest;
  const found = {
    intact: fault === undefined,
    fault: fault ?? null,
    ...chains.counted,
    head,
    newer: Math.max(0, chains.entries - (head?.size ?? 0)),
    copies: copies.map(({ name, newest, readable, fault: trouble }) => ({
      name,
      size: readable ? newest?.size ?? 0 : null,
      sentence: trouble?.sentence ?? comparedSentence(readable, newest),
    })),
  };
  return {
    ...found,
    sentence: sentenceOf(found, outside),
    seconds: (performance.now() - started) / 1000,
  };
}
