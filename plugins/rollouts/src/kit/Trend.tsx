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

import { styles } from './styles';

const useStyles = styles(({ colours }) => ({
  trend: { display: 'block', width: '100%', height: 40, overflow: 'visible' },
  bar: { fill: colours.link, opacity: 0.55 },
  axis: {
    stroke: colours.line,
    strokeWidth: 1,
    vectorEffect: 'non-scaling-stroke',
  },
}));

const WIDTH = 120;
const HEIGHT = 40;

export interface TrendProps {
  /** Oldest first; null where nothing was measured: a gap. */
  values: readonly (number | null)[];
  /** What it shows, for who does not see it. */
  label: string;
}

/**
 * The shape of a figure over its period, from zero on. It has no axis to read
 * values from: the figure and its table do that.
 */
export function Trend({ values, label }: TrendProps) {
  const css = useStyles();
  const highest = Math.max(...values.map(value => value ?? 0), 0);
  const step = WIDTH / Math.max(values.length, 1);
  return (
    <svg
      role="img"
      aria-label={label}
      className={css.trend}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
    >
      {values.map((value, index) => {
        if (value === null || highest === 0) return null;
        const height = (value / highest) * (HEIGHT - 2);
        return (
          <rect
            // The parts of a period have no other name than their place.
            // eslint-disable-next-line react/no-array-index-key
            key={index}
            className={css.bar}
            x={index * step + step * 0.1}
            y={HEIGHT - 1 - height}
            width={step * 0.8}
            height={height}
          />
        );
      })}
      <line
        className={css.axis}
        x1={0}
        x2={WIDTH}
        y1={HEIGHT - 0.5}
        y2={HEIGHT - 0.5}
      />
    </svg>
  );
}
