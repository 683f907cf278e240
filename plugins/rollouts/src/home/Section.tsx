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
import {
  Clock,
  Copy,
  Failed,
  Fresh,
  Heading,
  Lines,
  Link,
  LoadingNote,
  Row,
  StaleBanner,
  styles,
} from '../kit';
import type { Read } from '../data/read';
import { useText } from '../translation/useText';

/** More than this is a page's business, not a widget's. */
const SHOWN = 5;

const useStyles = styles(({ colours, space }) => ({
  section: {
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: space(1),
    color: colours.text,
    overflowWrap: 'anywhere',
  },
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    padding: `${space(1)}px 0`,
    borderBottom: `1px solid ${colours.line}`,
    display: 'flex',
    flexDirection: 'column',
    gap: space(0.25),
    '&:last-child': { borderBottom: 'none' },
  },
}));

/** One list of the widget, in every state it can be in. */
export function Section<T>(props: {
  title: string;
  failed: string;
  /** Said in place of no items. */
  nothing: string;
  read: Omit<Read<T[]>, 'data'> & { data: readonly T[]; now?: string };
  keyOf: (item: T) => string;
  draw: (item: T) => ReactNode;
  /** Where all of them are. */
  all: { label: string; to: string };
}) {
  const t = useText();
  const css = useStyles();
  const id = useId();
  const { read } = props;
  const shown = read.data.slice(0, SHOWN);
  return (
    <section className={css.section} aria-labelledby={id}>
      <Row justify="space-between">
        <Heading level={3} id={id}>
          {props.title}
        </Heading>
        <Link to={props.all.to}>{props.all.label}</Link>
      </Row>
      <StaleBanner {...read} />
      {read.failure && (
        <Failed
          refusal={read.failure}
          title={props.failed}
          onRetry={read.retry}
        />
      )}
      {read.loading && !read.failure && (
        <>
          <LoadingNote />
          <Lines count={4} />
        </>
      )}
      {!read.loading && !read.failure && shown.length === 0 && (
        <Copy block subtle>
          {props.nothing}
        </Copy>
      )}
      {read.now && (
        <Fresh interrupted={read.interrupted}>
          <Clock now={read.now} receivedAt={read.receivedAt}>
            <ul className={css.list}>
              {shown.map(item => (
                <li key={props.keyOf(item)} className={css.item}>
                  {props.draw(item)}
                </li>
              ))}
            </ul>
          </Clock>
        </Fresh>
      )}
      {read.data.length > shown.length && (
        <Copy small subtle>
          {t('home.more', {
            shown: String(shown.length),
            total: String(read.data.length),
          })}
        </Copy>
      )}
    </section>
  );
}
