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
  ErrorBar,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Scatter,
  ScatterChart,
  XAxis,
  YAxis,
} from 'recharts';
import { formatChange, useColours } from '../../kit';
import { useText } from '../../translation/useText';
import { betterSide, intervalScale, type Measured } from './intervalScale';

/** One effect: its change, its interval, and where no change would be. */
export default function IntervalChart(props: { effect: Measured }) {
  const t = useText();
  const colours = useColours();
  const { effect } = props;
  const { change, interval } = effect;
  const scale = intervalScale(effect);
  const better = betterSide(effect, scale);
  // Below a fifth of the width, its name would run over the line.
  const roomy = better.to - better.from > (scale.to - scale.from) / 5;
  const text = { fontSize: 11, fill: colours.subtle };
  return (
    <ResponsiveContainer width="100%" height={84}>
      <ScatterChart
        margin={{ top: 16, right: 24, bottom: 0, left: 24 }}
        accessibilityLayer={false}
      >
        <XAxis
          type="number"
          dataKey="change"
          domain={[scale.from, scale.to]}
          ticks={[interval.low, change, interval.high]}
          interval="preserveStartEnd"
          tickFormatter={formatChange}
          tick={text}
          stroke={colours.line}
        />
        <YAxis type="number" dataKey="place" domain={[0, 1]} hide />
        <ReferenceArea
          x1={better.from}
          x2={better.to}
          fill={colours.ok.text}
          fillOpacity={0.08}
          label={
            roomy && {
              value: t('experiment.effects.betterSide'),
              position:
                effect.direction === 'higher-is-better'
                  ? 'insideTopRight'
                  : 'insideTopLeft',
              ...text,
              fill: colours.ok.text,
            }
          }
        />
        <ReferenceLine
          x={0}
          stroke={colours.neutral.text}
          strokeDasharray="3 3"
          label={{
            value: t('experiment.effects.noChange'),
            position: 'top',
            ...text,
          }}
        />
        <Scatter
          data={[
            {
              change,
              place: 0.4,
              reach: [change - interval.low, interval.high - change],
            },
          ]}
          fill={colours.info.text}
          isAnimationActive={false}
        >
          <ErrorBar
            dataKey="reach"
            direction="x"
            width={8}
            strokeWidth={2.5}
            stroke={colours.info.text}
            isAnimationActive={false}
          />
        </Scatter>
      </ScatterChart>
    </ResponsiveContainer>
  );
}
