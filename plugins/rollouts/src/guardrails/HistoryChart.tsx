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
  ComposedChart,
  Line,
  ResponsiveContainer,
  Scatter,
  XAxis,
  YAxis,
} from 'recharts';
import type { MetricDefinition } from '@stagecraft/backstage-plugin-rollouts-common';
import { formatValue, timeOfDay, useColours } from '../kit';
import type { PastLook } from './crossings';

/** Draws recent values with the limit; a chunk of its own. */
export default function HistoryChart(props: {
  looks: readonly PastLook[];
  unit: MetricDefinition['unit'];
  /** A fixed limit is one line; one that moves is a line of its own points. */
  height: number;
}) {
  const colours = useColours();
  const tick = { fill: colours.subtle, fontSize: 11 };
  const data = props.looks.map(({ at, value, limit, outcome }) => ({
    time: Date.parse(at),
    value,
    limit,
    crossed: outcome === 'failed' ? value : null,
  }));
  return (
    <ResponsiveContainer width="100%" height={props.height}>
      <ComposedChart
        data={data}
        margin={{ top: 8, right: 12, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid stroke={colours.line} vertical={false} />
        <XAxis
          dataKey="time"
          type="number"
          domain={['dataMin', 'dataMax']}
          tickFormatter={time => timeOfDay(Number(time)).slice(0, 5)}
          tick={tick}
          stroke={colours.line}
          minTickGap={32}
        />
        <YAxis
          domain={['auto', 'auto']}
          tickFormatter={value => formatValue(Number(value), props.unit)}
          tick={tick}
          stroke={colours.line}
          width={68}
          tickCount={4}
        />
        <Line
          dataKey="value"
          stroke={colours.info.text}
          strokeWidth={2}
          dot={false}
          isAnimationActive={false}
        />
        <Line
          dataKey="limit"
          stroke={colours.error.text}
          strokeDasharray="6 4"
          dot={false}
          isAnimationActive={false}
        />
        <Scatter
          dataKey="crossed"
          fill={colours.error.text}
          shape="diamond"
          isAnimationActive={false}
        />
      </ComposedChart>
    </ResponsiveContainer>
  );
}
