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

import type { LineProblem } from '@stagecraft/backstage-plugin-rollouts-common';
import { Copy, styles } from '../kit';
import { useText } from '../translation/useText';

const useStyles = styles(({ colours, space }) => ({
  list: {
    margin: 0,
    padding: 0,
    listStyle: 'none',
    display: 'flex',
    flexDirection: 'column',
    gap: space(0.5),
  },
  problem: {
    font: 'inherit',
    fontSize: '0.875rem',
    color: 'inherit',
    textAlign: 'left',
    background: 'none',
    border: 'none',
    padding: `${space(0.5)}px 0`,
    cursor: 'pointer',
    overflowWrap: 'anywhere',
    '&:hover': { textDecoration: 'underline' },
    '&:focus-visible': { outline: `2px solid ${colours.link}` },
  },
}));

/** The lines that are wrong, and why; each leads there. */
export function LineProblems(props: {
  problems: readonly LineProblem[];
  onPress?: (problem: LineProblem) => void;
}) {
  const t = useText();
  const css = useStyles();
  return (
    <ul className={css.list}>
      {props.problems.map((problem, index) => {
        const { line, path, message, remedy } = problem;
        const words = (
          <>
            <Copy strong>{t('plan.line', { line: String(line) })}: </Copy>
            {message}
            {remedy && <Copy subtle>. {remedy}</Copy>}
            {path.length > 0 && (
              <Copy subtle small>
                {' '}
                ({path.join('.')})
              </Copy>
            )}
          </>
        );
        return (
          <li key={`${line} ${index}`}>
            {props.onPress ? (
              <button
                type="button"
                className={css.problem}
                onClick={() => props.onPress?.(problem)}
              >
                {words}
              </button>
            ) : (
              words
            )}
          </li>
        );
      })}
    </ul>
  );
}
