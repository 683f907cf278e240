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
  targetLabel,
  type ServiceView,
  type TargetCandidate,
  type TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';

/** Names a target with its pair, whichever of the two is the baseline. */
export function keyOfPair(target: TargetRef): string {
  const { baseline, new: next } = target.backends;
  return [targetLabel(target), ...[baseline, next].sort()].join(' ');
}

/** What can be chosen: what the service names, then what else was found. */
export function candidatesOf(
  { targets }: Pick<ServiceView, 'targets'>,
  told: readonly TargetCandidate[],
): TargetCandidate[] {
  const named = targets.map(target => ({
    target,
    named: true,
    evidence:
      told.find(each => keyOfPair(each.target) === keyOfPair(target))
        ?.evidence ?? null,
  }));
  return [...named, ...told.filter(candidate => !candidate.named)];
}

export function candidateOf(
  candidates: readonly TargetCandidate[],
  target: TargetRef,
): TargetCandidate | undefined {
  const key = keyOfPair(target);
  return candidates.find(each => keyOfPair(each.target) === key);
}

/** Tells candidates apart: the catalogue names a target once. */
export function optionOf({ target, named }: TargetCandidate): string {
  return named ? targetLabel(target) : keyOfPair(target);
}
