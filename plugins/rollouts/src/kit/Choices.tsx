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

import { useId, type ReactNode } from 'react';
import { classes, styles } from './styles';

const useStyles = styles(({ colours, space }) => ({
  set: { border: 'none', margin: 0, padding: 0, minWidth: 0 },
  legend: {
    padding: 0,
    marginBottom: space(1),
    fontWeight: 600,
    fontSize: '0.875rem',
  },
  cards: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(240px, 1fr))',
    gap: space(1.5),
  },
  card: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    alignContent: 'start',
    gap: `2px ${space(1)}px`,
    border: `1px solid ${colours.neutral.border}`,
    borderRadius: 8,
    padding: space(1.5),
    cursor: 'pointer',
    '&:focus-within': {
      outline: `2px solid ${colours.link}`,
      outlineOffset: 2,
    },
  },
  chosen: {
    borderColor: colours.link,
    boxShadow: `inset 0 0 0 1px ${colours.link}`,
  },
  input: {
    accentColor: colours.link,
    flexShrink: 0,
    width: 18,
    height: 18,
    margin: '1px 0 0',
  },
  title: { fontWeight: 600 },
  text: { gridColumn: 2, color: colours.subtle, fontSize: '0.8125rem' },
  checks: { display: 'flex', flexWrap: 'wrap', gap: space(1.5) },
  check: {
    display: 'inline-flex',
    gap: 6,
    alignItems: 'center',
    cursor: 'pointer',
    minHeight: 24,
  },
  one: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    gap: `2px ${space(1)}px`,
    cursor: 'pointer',
  },
  problem: { color: colours.error.text, fontSize: '0.75rem', marginTop: 4 },
}));

interface SetProps {
  legend: string;
  problem?: string;
  children: ReactNode;
}

function ChoiceSet(props: SetProps) {
  const css = useStyles();
  const id = useId();
  return (
    <fieldset
      className={css.set}
      aria-describedby={props.problem ? id : undefined}
    >
      <legend className={css.legend}>{props.legend}</legend>
      {props.children}
      {props.problem && (
        <div id={id} className={css.problem}>
          {props.problem}
        </div>
      )}
    </fieldset>
  );
}

export interface CardChoice {
  value: string;
  title: string;
  text: ReactNode;
}

/** A choice of one of few, each with what it means. */
export function CardChoices(props: {
  legend: string;
  value: string;
  choices: readonly CardChoice[];
  onChange: (value: string) => void;
  problem?: string;
}) {
  const css = useStyles();
  const name = useId();
  return (
    <ChoiceSet legend={props.legend} problem={props.problem}>
      <div className={css.cards}>
        {props.choices.map(choice => {
          const chosen = choice.value === props.value;
          return (
            <label
              key={choice.value}
              className={classes(css.card, chosen && css.chosen)}
            >
              <input
                type="radio"
                className={css.input}
                name={name}
                value={choice.value}
                checked={chosen}
                onChange={() => props.onChange(choice.value)}
              />
              <span className={css.title}>{choice.title}</span>
              <span className={css.text}>{choice.text}</span>
            </label>
          );
        })}
      </div>
    </ChoiceSet>
  );
}

/** A choice of any. */
export function CheckChoices(props: {
  legend: string;
  options: readonly string[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  problem?: string;
}) {
  const css = useStyles();
  return (
    <ChoiceSet legend={props.legend} problem={props.problem}>
      <div className={css.checks}>
        {props.options.map(option => (
          <label key={option} className={css.check}>
            <input
              type="checkbox"
              className={css.input}
              checked={props.chosen.includes(option)}
              onChange={event =>
                props.onChange(
                  event.target.checked
                    ? [...props.chosen, option]
                    : props.chosen.filter(each => each !== option),
                )
              }
            />
            {option}
          </label>
        ))}
      </div>
    </ChoiceSet>
  );
}

/** Something to say yes to. */
export function CheckField(props: {
  label: string;
  help?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  const css = useStyles();
  const help = useId();
  const label = useId();
  return (
    <label className={css.one}>
      <input
        type="checkbox"
        className={css.input}
        aria-labelledby={label}
        aria-describedby={props.help && help}
        checked={props.checked}
        onChange={event => props.onChange(event.target.checked)}
      />
      <span id={label}>{props.label}</span>
      {props.help && (
        <span id={help} className={css.text}>
          {props.help}
        </span>
      )}
    </label>
  );
}
