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
import { Heading, Row } from './layout';
import { classes, styles } from './styles';
import type { Role } from './colours';

const useStyles = styles(({ colours, space, narrow }) => {
  const tone = (role: Role) => ({
    borderColor: colours[role].border,
    background: colours[role].surface,
  });
  return {
    card: {
      background: colours.paper,
      border: `1px solid ${colours.line}`,
      borderRadius: 8,
      padding: space(2),
      minWidth: 0,
      display: 'flex',
      flexDirection: 'column',
      gap: space(1.5),
      [narrow]: { padding: space(1.5) },
    },
    // Clips without scrolling, so that table headers can stick to the window.
    flush: {
      padding: 0,
      gap: 0,
      overflow: 'clip',
      [narrow]: { padding: 0 },
      // What says that the table is empty stands in the same card.
      '& > section': { border: 'none', borderRadius: 0 },
    },
    header: { padding: `${space(1.5)}px ${space(2)}px` },
    ok: tone('ok'),
    warning: tone('warning'),
    error: tone('error'),
    info: tone('info'),
    neutral: tone('neutral'),
  };
});

export interface CardProps {
  title?: ReactNode;
  level?: 2 | 3 | 4;
  actions?: ReactNode;
  /** Elements that tell it apart from others of its title, by their ids. */
  apartBy?: readonly string[];
  /** No padding, for tables. */
  flush?: boolean;
  tone?: Role;
  children: ReactNode;
}

/** A titled part of a page. */
export function Card(props: CardProps) {
  const css = useStyles();
  const id = useId();
  const header = props.title && (
    <Row justify="space-between">
      <Heading level={props.level ?? 3} id={id}>
        {props.title}
      </Heading>
      {props.actions}
    </Row>
  );
  return (
    <section
      aria-labelledby={
        props.title ? [id, ...(props.apartBy ?? [])].join(' ') : undefined
      }
      className={classes(
        css.card,
        props.flush && css.flush,
        props.tone && css[props.tone],
      )}
    >
      {header && props.flush ? (
        <div className={css.header}>{header}</div>
      ) : (
        header
      )}
      {props.children}
    </section>
  );
}
