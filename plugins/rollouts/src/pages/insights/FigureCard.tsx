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

import type { Figure } from '@stagecraft/backstage-plugin-rollouts-common';
import {
  Button,
  Copy,
  formatCount,
  Heading,
  OnScreen,
  styles,
  Trend,
} from '../../kit';
import { useText, type Text } from '../../translation/useText';
import { figureText } from './figureText';

const useStyles = styles(({ colours, space }) => ({
  figure: {
    display: 'flex',
    flexDirection: 'column',
    gap: space(0.75),
    minWidth: 0,
    padding: space(2),
    background: colours.paper,
    border: `1px solid ${colours.line}`,
    borderRadius: 8,
    breakInside: 'avoid',
  },
  value: {
    fontSize: '1.75rem',
    lineHeight: 1.2,
    fontWeight: 700,
    fontVariantNumeric: 'tabular-nums',
  },
  nothing: { fontSize: '1rem', color: colours.subtle, lineHeight: '2.1rem' },
  definition: { flexGrow: 1 },
}));

/** How much the value is of, and how far it can be trusted. */
function sampleText(figure: Figure, t: Text): string {
  const { kind, p90, range, sample } = figure;
  if (sample === 0) return '';
  const within = range && {
    low: figureText(kind, range.low, t),
    high: figureText(kind, range.high, t),
  };
  return [
    p90 !== null &&
      t('insights.p90', { value: figureText('duration', p90, t) }),
    kind !== 'count' && t('insights.measured', { sample: formatCount(sample) }),
    within &&
      t(
        kind === 'duration' ? 'insights.shortestToLongest' : 'insights.tooFew',
        within,
      ),
  ]
    .filter(Boolean)
    .join(', ');
}

function beforeText({ kind, previous }: Figure, t: Text): string {
  if (previous.value === null) return t('insights.beforeNothing');
  const value = figureText(kind, previous.value, t);
  return kind === 'count'
    ? t('insights.beforeCount', { value })
    : t('insights.before', { value, sample: formatCount(previous.sample) });
}

/** A figure with its definition, its sample, its trend and a way behind it. */
export function FigureCard(props: { figure: Figure; onOpen: () => void }) {
  const t = useText();
  const css = useStyles();
  const { title, definition, kind, value, trend, behind } = props.figure;
  const parts = trend.map(part => figureText(kind, part.value, t));
  return (
    <article className={css.figure}>
      <Heading level={4}>{title}</Heading>
      <span className={value === null ? css.nothing : css.value}>
        {figureText(kind, value, t)}
      </span>
      <Copy block small>
        {sampleText(props.figure, t)}
      </Copy>
      <Trend
        values={trend.map(part => part.value)}
        label={t('insights.trend', { title, values: parts.join(', ') })}
      />
      <Copy block subtle small>
        {beforeText(props.figure, t)}
      </Copy>
      <div className={css.definition}>
        <Copy block subtle small>
          {definition}
        </Copy>
      </div>
      {behind > 0 && (
        <OnScreen>
          <Button
            tone="quiet"
            small
            onPress={props.onOpen}
            label={`${t('insights.behind', {
              behind: String(behind),
            })}, ${title}`}
          >
            {t('insights.behind', { behind: String(behind) })}
          </Button>
        </OnScreen>
      )}
    </article>
  );
}
