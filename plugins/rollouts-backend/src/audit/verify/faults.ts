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

export type DecisionFault = AuditFault & { what: 'decision' };

interface At {
  experimentId: string;
  seq: number;
  /** Null when no head covers it. */
  index: number | null;
}

/** @param why - What follows "Decision 3 of experiment …". */
export function decisionFault(at: At, why: string): DecisionFault {
  const { experimentId, seq, index } = at;
  const place = index === null ? null : index + 1;
  const where =
    place === null
      ? 'not covered by a tree head yet'
      : `number ${place} of all`;
  return {
    what: 'decision',
    experimentId,
    seq,
    place,
    sentence: `Decision ${seq} of experiment ${experimentId}, ${where}, ${why}`,
  };
}

export function orphanFault(leaf: Leaf): DecisionFault {
  return decisionFault(leaf, 'is missing: the tree has its hash');
}

export function headFault(size: number, why: string): AuditFault {
  return {
    what: 'head',
    size,
    sentence: `The tree head over ${size} decisions ${why}`,
  };
}

export function copyFault(
  name: string,
  size: number | null,
  why: string,
): AuditFault {
  return { what: 'copy', name, size, sentence: `The copy ${name} ${why}` };
}

const placeOf = ({ place }: DecisionFault) => place ?? Infinity;

/** The one that names the earliest record, and a record rather than a head. */
export function firstFault(
  faults: readonly (AuditFault | undefined)[],
): AuditFault | undefined {
  const found = faults.flatMap(fault => fault ?? []);
  const decisions = found.flatMap(fault =>
    fault.what === 'decision' ? fault : [],
  );
  const [first] = decisions.sort((a, b) => placeOf(a) - placeOf(b));
  return (
    first ??
    found.find(({ what }) => what === 'head') ??
    found.find(({ what }) => what === 'copy')
  );
}
