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

import CheckIcon from '@material-ui/icons/Check';
import ErrorOutlineIcon from '@material-ui/icons/ErrorOutline';
import { classes, styles, Unseen } from '../../kit';
import { useText } from '../../translation/useText';
import { STEPS, type Step } from '../../draft/steps';

const useStyles = styles(({ colours, space, narrow }) => ({
  list: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    gap: space(1),
    [narrow]: { gap: 4 },
  },
  item: { flex: '1 1 0', minWidth: 0, display: 'flex' },
  button: {
    font: 'inherit',
    fontSize: '0.875rem',
    color: colours.subtle,
    textAlign: 'left',
    width: '100%',
    background: 'none',
    border: 'none',
    borderTop: `4px solid ${colours.line}`,
    padding: `${space(1)}px 2px 4px`,
    cursor: 'pointer',
    display: 'flex',
    gap: 6,
    alignItems: 'flex-start',
    '&:focus-visible': {
      outline: `2px solid ${colours.link}`,
      outlineOffset: 2,
    },
  },
  current: {
    color: colours.text,
    fontWeight: 700,
    borderTopColor: colours.link,
  },
  passed: { borderTopColor: colours.info.border },
  wrong: { color: colours.error.text, borderTopColor: colours.error.text },
  icon: { fontSize: 18, flexShrink: 0, marginTop: 1 },
  label: { [narrow]: { display: 'none' } },
  number: { fontVariantNumeric: 'tabular-nums' },
}));

export interface StepState {
  /** Problems to be shown on it. */
  problems: number;
  /** Whether somebody passed it and nothing is wrong. */
  complete: boolean;
}

/** The steps, each a press away. */
export function Stepper(props: {
  current: Step;
  states: Record<Step, StepState>;
  onGo: (step: Step) => void;
}) {
  const css = useStyles();
  const t = useText();
  return (
    <nav aria-label={t('request.steps')}>
      <ol className={css.list}>
        {STEPS.map((step, index) => {
          const { problems, complete } = props.states[step];
          const isCurrent = step === props.current;
          return (
            <li key={step} className={css.item}>
              <button
                type="button"
                className={classes(
                  css.button,
                  complete && css.passed,
                  isCurrent && css.current,
                  problems > 0 && css.wrong,
                )}
                aria-current={isCurrent ? 'step' : undefined}
                onClick={() => props.onGo(step)}
              >
                {problems > 0 && (
                  <ErrorOutlineIcon className={css.icon} aria-hidden />
                )}
                {problems === 0 && complete && (
                  <CheckIcon className={css.icon} aria-hidden />
                )}
                <span className={css.number}>{index + 1}</span>
                <span className={css.label}>{t(`request.step.${step}`)}</span>
                <Unseen>
                  {t(`request.step.${step}`)}
                  {problems > 0 &&
                    `, ${t('request.stepProblems', { count: problems })}`}
                  {complete && `, ${t('request.stepDone')}`}
                </Unseen>
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
