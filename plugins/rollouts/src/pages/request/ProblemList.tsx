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

import { Card, Copy, styles } from '../../kit';
import { useText } from '../../translation/useText';
import { useDraftValue } from '../../draft/DraftContext';
import { keyOfPath } from '../../draft/path';
import { placeOf } from '../../draft/place';
import type { FieldProblem } from '../../draft/problems';
import { stepOf } from '../../draft/steps';

const useStyles = styles(({ colours, space }) => ({
  list: {
    margin: 0,
    paddingLeft: space(2.5),
    display: 'flex',
    flexDirection: 'column',
    gap: space(0.5),
  },
  place: {
    font: 'inherit',
    fontWeight: 600,
    color: 'inherit',
    textDecoration: 'underline',
    background: 'none',
    border: 'none',
    padding: 0,
    textAlign: 'left',
    cursor: 'pointer',
    '&:focus-visible': {
      outline: `2px solid ${colours.link}`,
      outlineOffset: 2,
    },
  },
  summary: { outline: 'none', '&:not(:empty)': { marginTop: space(2) } },
}));

/** Problems by field; a press goes there. */
export function ProblemLinks(props: { problems: readonly FieldProblem[] }) {
  const css = useStyles();
  const t = useText();
  const { state, dispatch } = useDraftValue();
  return (
    <ul className={css.list}>
      {props.problems.map(({ path, message }) => {
        const step = stepOf(path);
        const place = placeOf(path, state.form, t);
        return (
          <li key={keyOfPath(path)}>
            {step === 'review' && path[0] !== 'reason' ? (
              <Copy strong>{place}</Copy>
            ) : (
              <button
                type="button"
                className={css.place}
                onClick={() => {
                  dispatch({ type: 'touch', path });
                  dispatch({ type: 'focus', step, path });
                }}
              >
                {place}
              </button>
            )}
            : {message}
          </li>
        );
      })}
    </ul>
  );
}

/** What is to be put right in a step that somebody tried to leave. */
export function ProblemSummary(props: { problems: readonly FieldProblem[] }) {
  const css = useStyles();
  const t = useText();
  const { problems } = props;
  return (
    <div
      role="alert"
      data-problem-summary
      tabIndex={-1}
      className={css.summary}
    >
      {problems.length > 0 && (
        <Card
          title={t('request.problem.title', { count: problems.length })}
          tone="error"
          level={4}
        >
          <ProblemLinks problems={problems} />
        </Card>
      )}
    </div>
  );
}
