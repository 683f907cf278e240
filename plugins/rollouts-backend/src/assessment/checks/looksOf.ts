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

import type { Sample } from '@stagecraft/backstage-plugin-rollouts-common';
import type { CheckInput } from './checkInput';
import { combineLooks } from './combine';
import type { Look } from './look';
import { lookback } from './run';

type Pair = Pick<Look, 'new' | 'baseline'>;

/** Both variants of one target by the end of their window. */
function pairsOf(
  samples: readonly Sample[],
  isMeant: (end: number) => boolean,
): Map<number, Pair> {
  const pairs = new Map<number, Pair>();
  for (const sample of samples) {
    const end = Date.parse(sample.at);
    if (isMeant(end)) {
      const pair = pairs.get(end) ?? { new: undefined, baseline: undefined };
      pairs.set(end, { ...pair, [sample.variant]: sample });
    }
  }
  return pairs;
}

/** Looks newest first, of windows within the stage and the lookback. */
export function looksOf(input: CheckInput): Look[] {
  const { guardrail, definition, stage, at, intervalSeconds } = input;
  const oldest =
    at.getTime() - lookback(guardrail.confirmations) * intervalSeconds * 1000;
  const windowMs = definition.windowSeconds * 1000;
  const targets = input.targets.map(({ name, samples }) => ({
    name,
    pairs: pairsOf(
      samples,
      end =>
        (!stage.from || end - windowMs >= stage.from.getTime()) &&
        end <= at.getTime() &&
        end > oldest,
    ),
  }));
  const ends = new Set(targets.flatMap(({ pairs }) => [...pairs.keys()]));
  return [...ends]
    .sort((a, b) => b - a)
    .map(end =>
      combineLooks(
        new Date(end),
        targets.map(({ name, pairs }) => ({
          name,
          new: pairs.get(end)?.new,
          baseline: pairs.get(end)?.baseline,
        })),
        definition,
        guardrail.check,
        stage.fullExposure,
      ),
    );
}
