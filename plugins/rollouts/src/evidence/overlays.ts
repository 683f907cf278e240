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
  Decision,
  Evidence,
  Rollout,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { formatShare } from '../kit';
import type { Band, Mark } from '../kit/chart/SeriesChart';
import { doneText } from '../commands';
import type { Text } from '../translation/useText';

/** Stages as bands, as far as they lie within what is drawn. */
export function bandsOf(
  rollout: Pick<Rollout, 'stageTimes' | 'ladder' | 'reversal'>,
  evidence: Pick<Evidence, 'from' | 'to'>,
  t: Text,
): Band[] {
  const from = Date.parse(evidence.from);
  const to = Date.parse(evidence.to);
  return rollout.stageTimes
    .map(({ index, enteredAt, leftAt }) => {
      const left = leftAt ?? rollout.reversal?.verifiedAt;
      const step = rollout.ladder[index];
      const name = t('rollout.evidence.stage', { number: String(index + 1) });
      return {
        key: enteredAt,
        short: String(index + 1),
        label: step
          ? `${name}: ${t('rollout.ladder.of', {
              share: formatShare(step.exposure),
              audience: t(`rollout.ladder.audience.${step.audience.kind}`),
            })}`
          : name,
        from: Math.max(from, Date.parse(enteredAt)),
        to: Math.min(to, left ? Date.parse(left) : to),
      };
    })
    .filter(band => band.to > band.from);
}

/** Decisions as marks on the axis, as far as they lie within what is drawn. */
export function marksOf(
  decisions: readonly Decision[],
  evidence: Pick<Evidence, 'from' | 'to'>,
  t: Text,
): Mark[] {
  const from = Date.parse(evidence.from);
  const to = Date.parse(evidence.to);
  return decisions
    .map(decision => ({
      key: decision.hash + decision.seq,
      at: Date.parse(decision.at),
      label: `${decision.actor.name}: ${doneText(decision.command, t)}`,
      person: decision.actor.kind.startsWith('person'),
    }))
    .filter(mark => mark.at >= from && mark.at <= to);
}
