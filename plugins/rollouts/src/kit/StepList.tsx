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

import type { ReactNode } from 'react';
import CheckIcon from '@material-ui/icons/Check';
import { classes, styles } from './styles';

const useStyles = styles(({ colours, space }) => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  step: {
    display: 'grid',
    gridTemplateColumns: '22px minmax(0, 1fr)',
    columnGap: space(1.25),
    '&:last-child $line': { display: 'none' },
  },
  rail: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
  },
  mark: {
    width: 20,
    height: 20,
    borderRadius: '50%',
    boxSizing: 'border-box',
    border: `2px solid ${colours.neutral.border}`,
    fontSize: '0.6875rem',
    fontWeight: 700,
    display: 'grid',
    placeItems: 'center',
    color: colours.subtle,
    flexShrink: 0,
    background: colours.paper,
  },
  done: { borderColor: colours.info.text, color: colours.info.text },
  current: {
    borderColor: colours.info.text,
    background: colours.info.text,
    color: colours.paper,
  },
  line: { flex: 1, width: 2, background: colours.line, minHeight: 8 },
  lineDone: { background: colours.info.text },
  body: { paddingBottom: space(2), minWidth: 0 },
  title: { fontWeight: 600, display: 'flex', flexWrap: 'wrap', gap: 8 },
  note: { color: colours.info.text },
}));

export type StepState = 'done' | 'current' | 'ahead';

export interface Step {
  key: string;
  title: ReactNode;
  note?: string;
  state: StepState;
  content: ReactNode;
}

/** Steps from first to last, with the one that is current. */
export function StepList(props: { steps: readonly Step[] }) {
  const css = useStyles();
  return (
    <ol className={css.list}>
      {props.steps.map((step, index) => (
        <li
          key={step.key}
          className={css.step}
          aria-current={step.state === 'current' ? 'step' : undefined}
        >
          <span className={css.rail} aria-hidden>
            <span
              className={classes(
                css.mark,
                step.state === 'done' && css.done,
                step.state === 'current' && css.current,
              )}
            >
              {step.state === 'done' ? (
                <CheckIcon style={{ fontSize: 14 }} />
              ) : (
                index + 1
              )}
            </span>
            <span
              className={classes(
                css.line,
                step.state === 'done' && css.lineDone,
              )}
            />
          </span>
          <div className={css.body}>
            <span className={css.title}>
              <span>{step.title}</span>
              {step.note && <span className={css.note}>{step.note}</span>}
            </span>
            {step.content}
          </div>
        </li>
      ))}
    </ol>
  );
}
