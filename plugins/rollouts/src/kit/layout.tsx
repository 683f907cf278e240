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

import type { CSSProperties, ReactNode } from 'react';
import { classes, styles } from './styles';

const useStyles = styles(({ colours, space, narrow, oneColumn }) => ({
  page: {
    padding: `0 ${space(2.5)}px ${space(4)}px`,
    maxWidth: 1680,
    margin: '0 auto',
    width: '100%',
    boxSizing: 'border-box',
    color: colours.text,
    display: 'flex',
    flexDirection: 'column',
    gap: space(2),
    overflowWrap: 'anywhere',
    [narrow]: { padding: `0 ${space(1.5)}px ${space(3)}px` },
  },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    minWidth: 0,
  },
  stack: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(320px, 420px)',
    gap: space(2),
    alignItems: 'start',
    [oneColumn]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  heading: { margin: 0, lineHeight: 1.25, fontWeight: 700 },
  h2: { fontSize: '1.375rem' },
  h3: { fontSize: '1.0625rem' },
  h4: { fontSize: '0.9375rem' },
  subtle: { color: colours.subtle },
  small: { fontSize: '0.8125rem' },
  strong: { fontWeight: 600 },
  mono: { fontFamily: 'ui-monospace, Menlo, Consolas, monospace' },
  tabular: { fontVariantNumeric: 'tabular-nums' },
  screen: { display: 'contents', '@media print': { display: 'none' } },
  hidden: {
    position: 'absolute',
    width: 1,
    height: 1,
    margin: -1,
    overflow: 'hidden',
    clip: 'rect(0 0 0 0)',
    whiteSpace: 'nowrap',
  },
}));

/** The body of a page. */
export function PageBody(props: { children: ReactNode }) {
  return <div className={useStyles().page}>{props.children}</div>;
}

interface BoxProps {
  children: ReactNode;
  /** In units of 8 pixels. */
  gap?: number;
  align?: CSSProperties['alignItems'];
  justify?: CSSProperties['justifyContent'];
}

/** Things beside each other, wrapping where there is no room. */
export function Row(props: BoxProps) {
  return (
    <div
      className={useStyles().row}
      style={{
        gap: (props.gap ?? 1) * 8,
        alignItems: props.align,
        justifyContent: props.justify,
      }}
    >
      {props.children}
    </div>
  );
}

/** Things below each other. */
export function Stack(props: BoxProps) {
  return (
    <div
      className={useStyles().stack}
      style={{ gap: (props.gap ?? 1) * 8, alignItems: props.align }}
    >
      {props.children}
    </div>
  );
}

/** A wide and a narrow column; below each other in small windows. */
export function Columns(props: { main: ReactNode; side: ReactNode }) {
  const css = useStyles();
  return (
    <div className={css.columns}>
      <Stack gap={2}>{props.main}</Stack>
      <Stack gap={2}>{props.side}</Stack>
    </div>
  );
}

export function Heading(props: {
  level: 2 | 3 | 4;
  id?: string;
  children: ReactNode;
}) {
  const css = useStyles();
  const Tag = `h${props.level}` as const;
  return (
    <Tag id={props.id} className={classes(css.heading, css[Tag])}>
      {props.children}
    </Tag>
  );
}

/** Text with a role in the hierarchy; inline unless `block`. */
export function Copy(props: {
  children: ReactNode;
  subtle?: boolean;
  small?: boolean;
  strong?: boolean;
  mono?: boolean;
  tabular?: boolean;
  block?: boolean;
}) {
  const css = useStyles();
  const Tag = props.block ? 'p' : 'span';
  return (
    <Tag
      style={props.block ? { margin: 0 } : undefined}
      className={classes(
        props.subtle && css.subtle,
        props.small && css.small,
        props.strong && css.strong,
        props.mono && css.mono,
        props.tabular && css.tabular,
      )}
    >
      {props.children}
    </Tag>
  );
}

/** What is of no use on paper. */
export function OnScreen(props: { children: ReactNode }) {
  return <div className={useStyles().screen}>{props.children}</div>;
}

/** Text for screen readers only. */
export function Unseen(props: { children: ReactNode; id?: string }) {
  return (
    <span id={props.id} className={useStyles().hidden}>
      {props.children}
    </span>
  );
}
