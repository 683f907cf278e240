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
import CloseIcon from '@material-ui/icons/Close';
import ErrorOutlineIcon from '@material-ui/icons/ErrorOutline';
import { classes, Copy, Disclosure, Row, styles } from '../kit';

const ICONS = {
  pass: CheckIcon,
  warn: ErrorOutlineIcon,
  fail: CloseIcon,
} as const;
const ORDER = ['fail', 'warn', 'pass'] as const;

const useStyles = styles(({ colours, space }) => ({
  list: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: space(1),
  },
  item: { display: 'flex', gap: space(1), alignItems: 'flex-start' },
  icon: { fontSize: 20, flexShrink: 0, marginTop: 1 },
  body: { minWidth: 0 },
  pass: { color: colours.ok.text },
  warn: { color: colours.warning.text },
  fail: { color: colours.error.text },
}));

export interface OutcomeItem {
  key: string;
  outcome: 'pass' | 'warn' | 'fail';
  /** The outcome in one word. */
  word: string;
  /** What was checked. */
  title: string;
  text: ReactNode;
  remedy?: string;
  /** Further lines, such as who demands it. */
  notes?: readonly string[];
  /** It is shown even where it passes. */
  stands?: boolean;
}

/** So many that pass are folded away, so that the others are seen. */
const FOLDED_FROM = 4;

function List(props: { items: readonly OutcomeItem[] }) {
  const css = useStyles();
  return (
    <ul className={css.list}>
      {props.items.map(item => {
        const Icon = ICONS[item.outcome];
        return (
          <li key={item.key} className={css.item}>
            <Icon
              className={classes(css.icon, css[item.outcome])}
              aria-hidden
            />
            <div className={css.body}>
              <Copy block>
                <span className={css[item.outcome]}>
                  <Copy strong>{item.word}</Copy>
                </span>
                {': '}
                <Copy strong>{item.title}</Copy>
              </Copy>
              <Copy block small>
                {item.text}
              </Copy>
              {item.remedy && (
                <Copy block small subtle>
                  {item.remedy}
                </Copy>
              )}
              {item.notes?.map(note => (
                <Copy key={note} block small subtle>
                  {note}
                </Copy>
              ))}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

/** What passes, what to mind and what fails; the worst first. */
export function Outcomes(props: {
  items: readonly OutcomeItem[];
  /** Sums up those that pass; without it they are all listed. */
  passing?: (amount: string) => string;
}) {
  const css = useStyles();
  const sorted = ORDER.flatMap(outcome =>
    props.items.filter(item => item.outcome === outcome),
  );
  const plain = sorted.filter(
    ({ outcome, stands }) => outcome === 'pass' && !stands,
  );
  if (!props.passing || plain.length < FOLDED_FROM) {
    return <List items={sorted} />;
  }
  const others = sorted.filter(item => !plain.includes(item));
  return (
    <div className={css.list}>
      {others.length > 0 && <List items={others} />}
      <Disclosure
        title={
          <Row gap={0.5}>
            {props.passing(String(plain.length))}
            <CheckIcon className={classes(css.icon, css.pass)} aria-hidden />
          </Row>
        }
      >
        <List items={plain} />
      </Disclosure>
    </div>
  );
}
