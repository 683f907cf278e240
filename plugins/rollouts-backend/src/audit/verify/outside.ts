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
  TreeHead,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { ChainPosition } from '../../chain/chain';
import { parseCopy, type Copy } from '../copies/copy';
import type { TrustedKeys } from '../keys';
import { CopyChain } from './checkCopy';
import { copyFault } from './faults';

/** Where copies say that each chain got to. */
export type Ends = ReadonlyMap<string, ChainPosition>;

/** What a copy knows of the chains, without any database. */
export interface Outside {
  name: string;
  newest: TreeHead | null;
  ends: Ends;
  fault: AuditFault | null;
}

/** Reads a copy up to its first fault. */
export async function readOutside(
  copy: Copy,
  trusted: TrustedKeys,
): Promise<Outside> {
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

export const hasEntry = ({ ends }: Outside, chain: string, seq: number) =>
  (ends.get(chain)?.seq ?? 0) >= seq;
