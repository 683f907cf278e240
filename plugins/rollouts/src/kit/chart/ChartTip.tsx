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

import { useText } from '../../translation/useText';
import { formatCount } from '../format';
import { styles } from '../styles';
import { timeOfDay } from '../Time';
import type { SeriesPoint } from './seriesOf';

const useStyles = styles(({ colours, space }) => ({
  tip: {
    background: colours.paper,
    color: colours.text,
    border: `1px solid ${colours.neutral.border}`,
    borderRadius: 6,
    padding: space(1),
    fontSize: '0.8125rem',
    lineHeight: 1.5,
    fontVariantNumeric: 'tabular-nums',
  },
}));

/** The values under the cursor. */
export function ChartTip(props: {
  /** Writes a value of the metric. */
  said: (value: number) => string;
  active?: boolean;
  payload?: readonly { payload?: SeriesPoint }[];
}) {
  const css = useStyles();
  const t = useText();
  const point = props.payload?.[0]?.payload;
  if (!props.active || !point) return null;
  const value = (amount: number | null) =>
    amount === null ? t('rollout.evidence.noValue') : props.said(amount);
  return (
    <div className={css.tip}>
      <strong>{timeOfDay(point.time)}</strong>
      <div>
        {t('rollout.evidence.new')}: {value(point.new)} (
        {formatCount(point.count)})
      </div>
      <div>
        {t('rollout.evidence.baseline')}: {value(point.baseline)}
      </div>
      {point.limit !== null && (
        <div>
          {t('rollout.evidence.limit')}: {value(point.limit)}
        </div>
      )}
    </div>
  );
}
