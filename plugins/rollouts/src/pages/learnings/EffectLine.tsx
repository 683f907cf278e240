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

import type { Effect } from '@stagecraft/backstage-plugin-rollouts-common';
import { Copy, formatChange, formatShare } from '../../kit';
import { useText } from '../../translation/useText';

/** An effect with its interval, or that there is no valid test of it. */
export function EffectLine(props: { effect: Effect }) {
  const t = useText();
  const { title, change, interval, confidence } = props.effect;
  return (
    <span>
      <Copy strong tabular>
        {t('learnings.effect', {
          title,
          change: change === null ? '–' : formatChange(change),
        })}
      </Copy>{' '}
      <Copy subtle tabular>
        (
        {interval
          ? t('learnings.interval', {
              low: formatChange(interval.low),
              high: formatChange(interval.high),
              confidence: formatShare(Math.round(confidence * 10_000)),
            })
          : t('learnings.noTest')}
        )
      </Copy>
    </span>
  );
}
