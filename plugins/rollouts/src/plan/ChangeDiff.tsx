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

import type { Change } from '@stagecraft/backstage-plugin-rollouts-common';
import { classes, Copy, Stack, styles, Unseen } from '../kit';
import { useText } from '../translation/useText';
import { lineDiff, withGaps } from './lineDiff';

const useStyles = styles(({ colours, mono }) => ({
  block: {
    margin: 0,
    borderRadius: 6,
    border: `1px solid ${colours.line}`,
    background: colours.paper,
    color: colours.text,
    fontFamily: mono,
    fontSize: '0.8125rem',
    lineHeight: '20px',
    overflowX: 'auto',
    padding: '6px 0',
    '&:focus-visible': { outline: `2px solid ${colours.link}` },
  },
  lines: { display: 'block', width: 'max-content', minWidth: '100%' },
  line: { display: 'block', padding: '0 12px 0 4px', whiteSpace: 'pre' },
  sign: { display: 'inline-block', width: 20, textAlign: 'center' },
  added: { background: colours.ok.surface, color: colours.ok.text },
  removed: { background: colours.error.surface, color: colours.error.text },
  gap: { color: colours.subtle, fontStyle: 'italic' },
}));

const SIGNS = { added: '+', removed: '−', same: '' } as const;

/** What changes from one text to another, line by line. */
export function ChangeDiff(props: { change: Change; label: string }) {
  const css = useStyles();
  const t = useText();
  const lines = lineDiff(props.change.before, props.change.after);
  const count = (kind: 'added' | 'removed') =>
    String(lines.filter(line => line.kind === kind).length);
  if (lines.every(line => line.kind === 'same')) {
    return <Copy block>{t('plan.changes.same')}</Copy>;
  }
  return (
    <Stack gap={0.5}>
      <Copy small subtle block>
        {t('plan.changes.count', {
          added: count('added'),
          removed: count('removed'),
        })}
      </Copy>
      <pre
        className={css.block}
        // A region that scrolls must be reachable by keyboard.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="region"
        aria-label={props.label}
      >
        <code className={css.lines}>
          {withGaps(lines).map((line, index) =>
            line.kind === 'gap' ? (
              <span key={index} className={classes(css.line, css.gap)}>
                <span className={css.sign} aria-hidden>
                  ⋮
                </span>
                {t('plan.changes.gap', { amount: String(line.count) })}
                {'\n'}
              </span>
            ) : (
              <span
                key={index}
                className={classes(
                  css.line,
                  line.kind !== 'same' && css[line.kind],
                )}
              >
                <span className={css.sign} aria-hidden>
                  {SIGNS[line.kind]}
                </span>
                {line.kind !== 'same' && (
                  <Unseen>{t(`plan.changes.${line.kind}`)}: </Unseen>
                )}
                {line.text}
                {'\n'}
              </span>
            ),
          )}
        </code>
      </pre>
    </Stack>
  );
}
