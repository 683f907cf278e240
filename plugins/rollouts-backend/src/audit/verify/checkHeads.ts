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
import type { TrustedKeys } from '../keys';
import { Frontier, leafOf } from '../../chain/merkle';
import { follows, NO_HEAD, type HeadPosition } from '../../chain/treeHead';
import { headFault } from './faults';
import { LeafReader } from './LeafReader';
import type { Ledger } from './ledger';

/** Adds leaves up to a size; answers what is wrong with them. */
async function grow(
  frontier: Frontier,
  leaves: LeafReader,
  size: number,
): Promise<string | undefined> {
  while (frontier.size < size) {
    const leaf = await leaves.next();
    if (leaf?.index !== frontier.size) {
      return `has no ${frontier.size + 1}. record in the tree`;
    }
    frontier.append(leafOf(leaf.hash));
  }
  return undefined;
}

async function faultOf(
  head: TreeHead,
  before: HeadPosition,
  frontier: Frontier,
  leaves: LeafReader,
  trusted: TrustedKeys,
): Promise<string | undefined> {
  const forged = trusted.fault(head);
  if (forged) return `can't be trusted: ${forged}`;
  if (!follows(head, before)) {
    return `does not follow the one over ${before.size}`;
  }
  const gap = await grow(frontier, leaves, head.size);
  if (gap) return gap;
  return frontier.root() === head.root
    ? undefined
    : `does not cover what the tree has: one of its records ${
        before.size + 1
      } to ${head.size} is not as it was`;
}

/** Verifies the signatures of heads, their order, and the tree below them. */
export async function checkHeads(
  ledger: Ledger,
  trusted: TrustedKeys,
): Promise<{ newest: TreeHead | null; fault?: AuditFault }> {
  const leaves = new LeafReader(ledger.leaves());
  const frontier = new Frontier();
  let newest: TreeHead | null = null;
  try {
    for await (const heads of ledger.heads()) {
      for (const head of heads) {
        const before = newest ?? NO_HEAD;
        const why = await faultOf(head, before, frontier, leaves, trusted);
        if (why) return { newest, fault: headFault(head.size, why) };
        newest = head;
      }
    }
    const further = await leaves.peek();
    return further
      ? {
          newest,
          fault: headFault(
            further.index + 1,
            'or more is missing: the tree has records that no head covers',
          ),
        }
      : { newest };
  } finally {
    await leaves.close();
  }
}
