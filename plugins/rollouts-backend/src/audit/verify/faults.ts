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

import type { AuditFault } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Leaf } from '../../store/tree';
import { recordOfChain } from '../../chain/entry';

export type EntryFault = AuditFault & { what: 'decision' | 'act' };

interface At {
  chain: string;
  seq: number;
  /** Null when no head covers it. */
  index: number | null;
}

/** @param why - What follows "Decision 3 of experiment …". */
export function entryFault(at: At, why: string): EntryFault {
  const { chain, seq, index } = at;
  const place = index === null ? null : index + 1;
  const where =
    place === null
      ? 'not covered by a tree head yet'
      : `number ${place} of all`;
  const record = recordOfChain(chain);
  return record
    ? {
        what: 'act',
        record,
        seq,
        place,
        sentence: `Act ${seq} on the ${record.kind.replace('-', ' ')} ${
          record.id
        }, ${where}, ${why}`,
      }
    : {
        what: 'decision',
        experimentId: chain,
        seq,
        place,
        sentence: `Decision ${seq} of experiment ${chain}, ${where}, ${why}`,
      };
}

export function orphanFault(leaf: Leaf): EntryFault {
  return entryFault(leaf, 'is missing: the tree has its hash');
}

export function headFault(size: number, why: string): AuditFault {
  return {
    what: 'head',
    size,
    sentence: `The tree head over ${size} entries ${why}`,
  };
}

export function copyFault(
  name: string,
  size: number | null,
  why: string,
): AuditFault {
  return { what: 'copy', name, size, sentence: `The copy ${name} ${why}` };
}

const placeOf = ({ place }: EntryFault) => place ?? Infinity;

const isEntryFault = (fault: AuditFault): fault is EntryFault =>
  fault.what === 'decision' || fault.what === 'act';

/** The earliest entry that is wrong, and an entry rather than a head. */
export function firstEntryFault(
  faults: readonly (EntryFault | undefined)[],
): EntryFault | undefined {
  return faults
    .flatMap(fault => fault ?? [])
    .sort((a, b) => placeOf(a) - placeOf(b))[0];
}

/** The one that names the earliest entry, and an entry rather than a head. */
export function firstFault(
  faults: readonly (AuditFault | undefined)[],
): AuditFault | undefined {
  const found = faults.flatMap(fault => fault ?? []);
  return (
    firstEntryFault(found.filter(isEntryFault)) ??
    found.find(({ what }) => what === 'head') ??
    found.find(({ what }) => what === 'copy')
  );
}
