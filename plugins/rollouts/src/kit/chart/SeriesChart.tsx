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
import { formatDuration } from '../format';
import { timeOfDay } from '../Time';
import { ChartTip } from './ChartTip';
import { BandLabel, GapLabel, MarkLabel } from './overlays';
import { axisText } from './axisText';
import {
  gapsOf,
  lastOf,
  scaleOf,
  wideGaps,
  type SeriesPoint,
} from './seriesOf';

export interface Band {
  key: string;
  label: string;
  /** In place of the label where there is little room. */
  short: string;
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

const SHORT_SPAN = 8 * 60_000;

/** Hours and minutes; over a short span seconds too, lest labels repeat. */
function clockTime(span: number) {
  const timeStyle = span < SHORT_SPAN ? 'medium' : 'short';
  const format = new Intl.DateTimeFormat('en-GB', { timeStyle });
  return (time: number) => format.format(time);
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
  const { range, ticks } = scaleOf(points);
  const gaps = wideGaps(gapsOf(points, props.intervalSeconds, to), props);
  const said = (value: number) => axisText(value, unit, range);
  const last = lastOf(points, 'new');
  const limit = lastOf(points, 'limit');
  const text = { fontSize: 11, fill: colours.subtle };
  return (
    <ResponsiveContainer width="100%" height={172}>
      <LineChart
        data={[...points]}
        syncId="evidence"
        syncMethod="value"
        margin={{ top: 18, right: 80, bottom: 0, left: 0 }}
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
            label={
              <BandLabel
                text={band.label}
                short={band.short}
                colour={colours.subtle}
              />
            }
          />
        ))}
        {gaps.map(gap => (
          <ReferenceArea
            key={gap.from}
            x1={gap.from}
            x2={gap.to}
            fill={colours.warning.text}
            fillOpacity={0.14}
            label={
              <GapLabel
                text={t('rollout.evidence.gap', {
                  duration: formatDuration((gap.to - gap.from) / 1000),
                })}
                colour={colours.warning.text}
              />
            }
          />
        ))}
        <XAxis
          dataKey="time"
          type="number"
          scale="time"
          domain={[from, to]}
          allowDataOverflow
          ticks={ticksOf(from, to)}
          tickFormatter={clockTime(to - from)}
          tick={text}
          stroke={colours.line}
        />
        <YAxis
          domain={range}
          width={64}
          ticks={ticks}
          interval={0}
          tickFormatter={said}
          tick={text}
          stroke={colours.line}
        />
        <Tooltip
          isAnimationActive={false}
          content={<ChartTip said={said} />}
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
              value: t('kit.limit', { value: said(limit.value) }),
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
              value: said(last.value),
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
            label={
              <MarkLabel
                text={`${timeOfDay(mark.at)} ${mark.label}`}
                colour={mark.person ? colours.link : colours.subtle}
              />
            }
          />
        ))}
      </LineChart>
    </ResponsiveContainer>
  );
}
