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

import { DataTable, formatCount, Instant, ScrollBox } from '../kit';
import { axisText } from '../kit/chart/axisText';
import { scaleOf, type SeriesPoint } from '../kit/chart/seriesOf';
import { useText } from '../translation/useText';

/** A chart's data as a table, newest first. */
export function SeriesTable(props: {
  title: string;
  unit: string;
  points: readonly SeriesPoint[];
}) {
  const t = useText();
  const { range } = scaleOf(props.points);
  const value = (amount: number | null) =>
    amount === null
      ? t('rollout.evidence.noValue')
      : axisText(amount, props.unit, range);
  const number = (name: 'new' | 'baseline' | 'limit') => ({
    key: name,
    header: t(`rollout.evidence.${name}`),
    align: 'right' as const,
    cell: (point: SeriesPoint) => value(point[name]),
  });
  const caption = t('rollout.evidence.caption', { title: props.title });
  return (
    <ScrollBox label={caption}>
      <DataTable
        caption={caption}
        rows={[...props.points].reverse()}
        rowKey={point => String(point.time)}
        columns={[
          {
            key: 'time',
            header: t('rollout.evidence.time'),
            cell: point => <Instant at={new Date(point.time).toISOString()} />,
          },
          number('new'),
          number('baseline'),
          number('limit'),
          {
            key: 'count',
            header: t('rollout.evidence.count'),
            align: 'right',
            cell: point => formatCount(point.count),
          },
        ]}
      />
    </ScrollBox>
  );
}
