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

import type { AuditVerdict } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Counted } from './Counter';

interface Found extends Counted, Pick<AuditVerdict, 'fault' | 'head'> {
  newer: number;
}

function upTo({ fault }: Found): string {
  return fault && 'place' in fault && fault.place !== null
    ? ` The ${fault.place - 1} entries before it are intact.`
    : '';
}

/**
 * The result in one sentence or two.
 *
 * @param outside - whether a copy outside the database was compared
 */
export function sentenceOf(found: Found, outside: boolean): string {
  const { fault, decisions, experiments, acts, records, head, newer } = found;
  if (fault) return `Not intact. ${fault.sentence}.${upTo(found)}`;
  const governed =
    acts === 0 ? '' : ` and ${acts} acts on ${records} governed records`;
  const chains = `${decisions} decisions in the chains of ${experiments} experiments${governed}`;
  if (!head) {
    return `The ${chains} are intact in themselves, but no signed tree head covers them yet.`;
  }
  const tail =
    newer === 0
      ? 'none is newer'
      : `the ${newer} newest are not covered yet, so that nothing is proved about those`;
  const kept = outside
    ? ''
    : ' No copy outside the database was compared: whoever owns database and key could have written all of it anew.';
  return `Intact: the ${chains} are as they were recorded; the tree head of ${head.at} covers ${head.size}, ${tail}.${kept}`;
}
