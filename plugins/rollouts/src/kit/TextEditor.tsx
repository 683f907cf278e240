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

import { useId, useRef, type Ref } from 'react';
import { classes, styles } from './styles';

const useStyles = styles(({ colours, space, mono }) => {
  const text = {
    fontFamily: mono,
    fontSize: '0.8125rem',
    lineHeight: '20px',
    padding: `${space(1)}px 0`,
    margin: 0,
  };
  return {
    label: {
      display: 'block',
      fontSize: '0.8125rem',
      color: colours.subtle,
      paddingBottom: space(0.5),
    },
    frame: {
      display: 'flex',
      height: 'min(70vh, 720px)',
      border: `1px solid ${colours.line}`,
      borderRadius: 6,
      overflow: 'hidden',
      background: colours.paper,
      '&:focus-within': { outline: `2px solid ${colours.link}` },
    },
    numbers: {
      ...text,
      flex: '0 0 auto',
      minWidth: 44,
      textAlign: 'right',
      color: colours.subtle,
      background: colours.page,
      borderRight: `1px solid ${colours.line}`,
      overflow: 'hidden',
      userSelect: 'none',
    },
    number: { padding: `0 ${space(1)}px`, height: 20 },
    wrong: {
      background: colours.error.surface,
      color: colours.error.text,
      fontWeight: 700,
    },
    area: {
      ...text,
      paddingLeft: space(1),
      flex: '1 1 auto',
      minWidth: 0,
      border: 'none',
      outline: 'none',
      resize: 'none',
      background: 'transparent',
      color: colours.text,
      whiteSpace: 'pre',
      overflow: 'auto',
    },
  };
});

const LINE_HEIGHT = 20;

/** Puts the caret at the beginning of a line, counted from 1, and shows it. */
export function goToLine(area: HTMLTextAreaElement, line: number): void {
  const before = area.value.split('\n').slice(0, line - 1);
  const start = before.reduce((sum, each) => sum + each.length + 1, 0);
  const end = area.value.indexOf('\n', start);
  area.focus();
  area.setSelectionRange(start, end < 0 ? area.value.length : end);
  area.scrollTop = Math.max(0, (line - 4) * LINE_HEIGHT);
}

/** A text of many lines with their numbers; the wrong ones are marked. */
export function TextEditor(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Numbers of the lines that are wrong, from 1. */
  wrong: readonly number[];
  areaRef: Ref<HTMLTextAreaElement>;
  describedBy?: string;
}) {
  const css = useStyles();
  const id = useId();
  const numbers = useRef<HTMLDivElement>(null);
  const count = props.value.split('\n').length;
  return (
    <div>
      <label className={css.label} htmlFor={id}>
        {props.label}
      </label>
      <div className={css.frame}>
        <div className={css.numbers} ref={numbers} aria-hidden>
          {Array.from({ length: count }, (_, index) => (
            <div
              key={index}
              className={classes(
                css.number,
                props.wrong.includes(index + 1) && css.wrong,
              )}
            >
              {index + 1}
            </div>
          ))}
        </div>
        <textarea
          id={id}
          ref={props.areaRef}
          className={css.area}
          value={props.value}
          onChange={event => props.onChange(event.target.value)}
          onScroll={event => {
            if (numbers.current) {
              numbers.current.scrollTop = event.currentTarget.scrollTop;
            }
          }}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          wrap="off"
          aria-invalid={props.wrong.length > 0}
          aria-describedby={props.describedBy}
        />
      </div>
    </div>
  );
}
