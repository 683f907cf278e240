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
import {
  DataTable,
  formatChange,
  formatCount,
  formatShare,
  formatValue,
} from '../../kit';
import { useText } from '../../translation/useText';

/** An effect in numbers: each version, the change and its interval. */
export function EffectTable(props: { effect: Effect }) {
  const t = useText();
  const { effect } = props;
  const { change, interval, confidence, unit } = effect;
  const noValue = t('experiment.effects.noValue');
  return (
    <DataTable
      caption={effect.title}
      rowKey={version => version}
      rows={['baseline', 'new'] as const}
      columns={[
        {
          key: 'version',
          header: t('experiment.effects.version'),
          cell: version => t(`experiment.effects.${version}`),
        },
        {
          key: 'value',
          header: t('experiment.effects.value'),
          align: 'right',
          cell: version => {
            const { value } = effect[version];
            return value === null ? noValue : formatValue(value, unit);
          },
        },
        {
          key: 'count',
          header: t('experiment.effects.count'),
          align: 'right',
          cell: version => formatCount(effect[version].count),
        },
        {
          key: 'change',
          header: t('experiment.effects.change'),
          align: 'right',
          cell: version =>
            version === 'new' && change !== null ? formatChange(change) : '–',
        },
        {
          key: 'interval',
          header: t('experiment.effects.interval'),
          width: '32%',
          align: 'right',
          cell: version => {
            if (version === 'baseline') return '–';
            if (!interval) return t('experiment.effects.noInterval');
            return t('experiment.effects.intervalText', {
              low: formatChange(interval.low),
              high: formatChange(interval.high),
              confidence: formatShare(Math.round(confidence * 10_000)),
            });
          },
        },
      ]}
    />
  );
}
