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
  CartesianGrid,
  Line,
  LineChart,
  ReferenceArea,
  ReferenceDot,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { useText } from '../../translation/useText';
import { useColours } from '../colours';
import { formatDuration, formatValue } from '../format';
import { timeOfDay } from '../Time';
import { ChartTip } from './ChartTip';
import { gapsOf, lastOf, rangeOf, type SeriesPoint } from './seriesOf';

export interface Band {
  key: string;
  label: string;
  /** Milliseconds. */
  from: number;
  to: number;
}

export interface Mark {
  key: string;
  at: number;
  label: string;
  person: boolean;
}

export interface SeriesChartProps {
  points: readonly SeriesPoint[];
  unit: string;
  /** Milliseconds; the same for all charts of a page. */
  from: number;
  to: number;
  intervalSeconds: number;
  bands: readonly Band[];
  marks: readonly Mark[];
}

function hoursAndMinutes(time: number): string {
  return new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' }).format(time);
}

function ticksOf(from: number, to: number, count = 5): number[] {
  const step = (to - from) / (count + 1);
  return Array.from({ length: count }, (_, index) => from + step * (index + 1));
}

/** New version against baseline over time. Cursors move together. */
export default function SeriesChart(props: SeriesChartProps) {
  const t = useText();
  const colours = useColours();
  const { points, unit, from, to } = props;
  const range = rangeOf(points);
  const last = lastOf(points, 'new');
  const limit = lastOf(points, 'limit');
  const text = { fontSize: 11, fill: colours.subtle };
  return (
    <ResponsiveContainer width="100%" height={172}>
      <LineChart
        data={[...points]}
        syncId="evidence"
        syncMethod="value"
        margin={{ top: 14, right: 72, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid stroke={colours.line} vertical={false} />
        {props.bands.map((band, index) => (
          <ReferenceArea
            key={band.key}
            x1={Math.max(band.from, from)}
            x2={Math.min(band.to, to)}
            fill={index % 2 === 0 ? colours.info.text : colours.neutral.text}
            fillOpacity={0.07}
            label={{ value: band.label, position: 'insideTopLeft', ...text }}
          />
        ))}
        {gapsOf(points, props.intervalSeconds, to).map(gap => (
          <ReferenceArea
            key={gap.from}
            x1={gap.from}
            x2={gap.to}
            fill={colours.warning.text}
            fillOpacity={0.14}
            label={{
              value: t('rollout.evidence.gap', {
                duration: formatDuration((gap.to - gap.from) / 1000),
              }),
              position: 'insideBottom',
              ...text,
              fill: colours.warning.text,
            }}
          />
        ))}
        <XAxis
          dataKey="time"
          type="number"
          scale="time"
          domain={[from, to]}
          allowDataOverflow
          ticks={ticksOf(from, to)}
          tickFormatter={hoursAndMinutes}
          tick={text}
          stroke={colours.line}
        />
        <YAxis
          domain={range}
          width={64}
          tickCount={4}
          tickFormatter={(value: number) => formatValue(value, unit)}
          tick={text}
          stroke={colours.line}
        />
        <Tooltip
          isAnimationActive={false}
          content={<ChartTip unit={unit} />}
          cursor={{ stroke: colours.subtle, strokeDasharray: '2 2' }}
        />
        <Line
          dataKey="limit"
          stroke={colours.error.text}
          strokeWidth={1.5}
          strokeDasharray="6 3"
          dot={false}
          activeDot={false}
          isAnimationActive={false}
          connectNulls
        />
        <Line
          dataKey="baseline"
          stroke={colours.neutral.text}
          strokeWidth={1.5}
          strokeDasharray="2 2"
          dot={false}
          isAnimationActive={false}
        />
        <Line
          dataKey="new"
          stroke={colours.info.text}
          strokeWidth={2}
          dot={false}
          isAnimationActive={false}
        />
        {limit && (
          <ReferenceDot
            x={limit.time}
            y={limit.value}
            r={0}
            label={{
              value: t('kit.limit', { value: formatValue(limit.value, unit) }),
              position: 'right',
              ...text,
              fill: colours.error.text,
            }}
          />
        )}
        {last && (
          <ReferenceDot
            x={last.time}
            y={last.value}
            r={3}
            fill={colours.info.text}
            stroke={colours.paper}
            label={{
              value: formatValue(last.value, unit),
              position: 'right',
              fontSize: 12,
              fontWeight: 700,
              fill: colours.info.text,
            }}
          />
        )}
        {props.marks.map(mark => (
          <ReferenceLine
            key={mark.key}
            x={mark.at}
            stroke={mark.person ? colours.link : colours.neutral.border}
            strokeDasharray="1 4"
            label={({
              viewBox,
            }: {
              viewBox?: { x?: number; y?: number; height?: number };
            }) => (
              <path
                transform={`translate(${viewBox?.x ?? 0} ${
                  (viewBox?.y ?? 0) + (viewBox?.height ?? 0)
                })`}
                d="M 0 -8 L 4.5 0 L -4.5 0 Z"
                fill={mark.person ? colours.link : colours.subtle}
              >
                <title>{`${timeOfDay(mark.at)} ${mark.label}`}</title>
              </path>
            )}
          />
        ))}
      </LineChart>
    </ResponsiveContainer>
  );
}
