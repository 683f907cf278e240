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
  Area,
  CartesianGrid,
  ComposedChart,
  Legend,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { segmentOf } from '@stagecraft/backstage-plugin-rollouts-common';
import { formatDuration, formatShare, useColours } from '../kit';
import { useText } from '../translation/useText';
import type { ExposureStep } from './exposureSteps';

/** Where steps begin; of those that read the same the first. */
function ticksOf(steps: ExposureStep[]): number[] {
  const read = new Map<string, number>();
  for (const { at } of [...steps].reverse()) read.set(formatDuration(at), at);
  return [...read.values()].reverse();
}

/** Draws exposure over time; a chunk of its own. */
export default function ExposureChart(props: {
  steps: ExposureStep[];
  height: number;
}) {
  const colours = useColours();
  const t = useText();
  const { steps } = props;
  const tick = { fill: colours.subtle, fontSize: 12 };
  return (
    <ResponsiveContainer width="100%" height={props.height}>
      <ComposedChart
        data={steps}
        margin={{ top: 8, right: 28, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid stroke={colours.line} vertical={false} />
        <XAxis
          dataKey="at"
          type="number"
          domain={[0, 'dataMax']}
          ticks={ticksOf(steps)}
          tickFormatter={formatDuration}
          tick={tick}
          stroke={colours.line}
          minTickGap={24}
        />
        <YAxis
          domain={[0, 10_000]}
          ticks={[0, 2500, 5000, 7500, 10_000]}
          tickFormatter={formatShare}
          tick={tick}
          stroke={colours.line}
          width={52}
        />
        <Tooltip
          formatter={value => formatShare(Number(value))}
          labelFormatter={at => formatDuration(Number(at))}
          contentStyle={{
            background: colours.paper,
            border: `1px solid ${colours.line}`,
            color: colours.text,
          }}
        />
        <Legend
          formatter={name => (
            <span style={{ color: colours.text }}>{name}</span>
          )}
        />
        <Area
          dataKey="everyone"
          name={t('plan.chart.everyone')}
          type="stepAfter"
          stroke={colours.info.text}
          strokeWidth={2}
          fill={colours.info.surface}
          isAnimationActive={false}
        />
        {steps.some(step => step.segment !== undefined) && (
          <Line
            dataKey={(step: ExposureStep) => segmentOf(step)}
            name={t('plan.chart.segment')}
            type="stepAfter"
            stroke={colours.info.text}
            strokeDasharray="2 3"
            strokeWidth={2}
            dot={false}
            isAnimationActive={false}
          />
        )}
        <Line
          dataKey="internal"
          name={t('plan.chart.internal')}
          type="stepAfter"
          stroke={colours.neutral.text}
          strokeDasharray="5 4"
          strokeWidth={2}
          dot={false}
          isAnimationActive={false}
        />
      </ComposedChart>
    </ResponsiveContainer>
  );
}
