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

import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import { Lines, LoadingNote } from './PageState';
import { Unseen } from './layout';
import { classes, styles } from './styles';

const useStyles = styles(({ colours, space, narrow, oneColumn }) => ({
  wrap: { width: '100%', [oneColumn]: { overflowX: 'auto' } },
  table: {
    width: '100%',
    tableLayout: 'fixed',
    borderCollapse: 'separate',
    borderSpacing: 0,
    fontSize: '0.875rem',
    overflowWrap: 'break-word',
    [oneColumn]: { tableLayout: 'auto' },
    [narrow]: { display: 'block' },
  },
  head: { [narrow]: { display: 'none' } },
  body: { [narrow]: { display: 'block' } },
  th: {
    position: 'sticky',
    top: 0,
    zIndex: 1,
    textAlign: 'left',
    fontWeight: 600,
    color: colours.subtle,
    background: colours.paper,
    padding: `${space(1)}px ${space(1.5)}px`,
    // In line with the title of the card around it.
    '&:first-child': { paddingLeft: space(2) },
    '&:last-child': { paddingRight: space(2) },
    borderBottom: `1px solid ${colours.line}`,
    // A word of a header is not broken, it rather reaches past its padding.
    overflowWrap: 'normal',
  },
  row: {
    '&:hover': { background: colours.page },
    '&:last-child > td': { borderBottom: 'none' },
    [narrow]: {
      display: 'block',
      padding: `${space(1)}px 0`,
      borderBottom: `1px solid ${colours.line}`,
    },
  },
  marked: { boxShadow: `inset 3px 0 0 ${colours.link}` },
  td: {
    padding: `${space(1.25)}px ${space(1.5)}px`,
    '&:first-child': { paddingLeft: space(2) },
    '&:last-child': { paddingRight: space(2) },
    borderBottom: `1px solid ${colours.line}`,
    verticalAlign: 'top',
    [narrow]: {
      display: 'flex',
      gap: space(1.5),
      padding: `${space(0.5)}px ${space(2)}px`,
      border: 'none',
      textAlign: 'left',
    },
  },
  right: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  label: {
    display: 'none',
    [narrow]: {
      display: 'block',
      flex: '0 0 88px',
      color: colours.subtle,
      fontSize: '0.8125rem',
      textAlign: 'left',
    },
  },
  cell: { [narrow]: { minWidth: 0, flex: 1, textAlign: 'left' } },
}));

export interface Column<T> {
  key: string;
  header: string;
  cell: (row: T) => ReactNode;
  align?: 'left' | 'right';
  /** CSS width in wide windows. */
  width?: string;
  /** Header for screen readers only. */
  unseenHeader?: boolean;
}

export interface DataTableProps<T> {
  /** What the table holds, for screen readers. */
  caption: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
  loading?: boolean;
  skeletonRows?: number;
  /** Stands in place of the table when there are no rows. */
  empty?: ReactNode;
  /** Marks a row as new. */
  marked?: (row: T) => boolean;
  onSeen?: (row: T) => void;
}

function step(event: KeyboardEvent, links: HTMLElement[], from: number) {
  switch (event.key) {
    case 'ArrowDown':
      return Math.min(links.length - 1, from + 1);
    case 'ArrowUp':
      return Math.max(0, from - 1);
    case 'Home':
      return 0;
    case 'End':
      return links.length - 1;
    default:
      return -1;
  }
}

/**
 * A table. In narrow windows each row becomes a block of labelled values.
 * Arrow keys move between the rows' links that are `rowLink`.
 */
export function DataTable<T>(props: DataTableProps<T>) {
  const css = useStyles();
  const body = useRef<HTMLTableSectionElement>(null);
  const { columns, rows } = props;
  if (!props.loading && rows.length === 0 && props.empty) {
    return <>{props.empty}</>;
  }
  const move = (event: KeyboardEvent) => {
    const links = Array.from(
      body.current?.querySelectorAll<HTMLElement>('[data-row-link]') ?? [],
    );
    const from = links.indexOf(event.target as HTMLElement);
    const to = from < 0 ? -1 : step(event, links, from);
    if (to >= 0) {
      event.preventDefault();
      links[to]?.focus();
    }
  };
  return (
    <div className={css.wrap} role="presentation" onKeyDown={move}>
      {props.loading && <LoadingNote />}
      <table className={css.table}>
        <caption style={{ captionSide: 'top', padding: 0 }}>
          <Unseen>{props.caption}</Unseen>
        </caption>
        <thead className={css.head}>
          <tr>
            {columns.map(column => (
              <th
                key={column.key}
                scope="col"
                style={{ width: column.width }}
                className={classes(
                  css.th,
                  column.align === 'right' && css.right,
                )}
              >
                {column.unseenHeader ? (
                  <Unseen>{column.header}</Unseen>
                ) : (
                  column.header
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body} className={css.body}>
          {props.loading
            ? Array.from({ length: props.skeletonRows ?? 5 }, (_, index) => (
                <tr key={index} className={css.row}>
                  {columns.map(column => (
                    <td key={column.key} className={css.td}>
                      <div style={{ width: '100%' }}>
                        <Lines count={1} />
                      </div>
                    </td>
                  ))}
                </tr>
              ))
            : rows.map(row => (
                <tr
                  key={props.rowKey(row)}
                  className={classes(
                    css.row,
                    props.marked?.(row) && css.marked,
                  )}
                  onPointerEnter={() => props.onSeen?.(row)}
                  onFocus={() => props.onSeen?.(row)}
                >
                  {columns.map(column => (
                    <td
                      key={column.key}
                      className={classes(
                        css.td,
                        column.align === 'right' && css.right,
                      )}
                    >
                      {!column.unseenHeader && (
                        <span className={css.label} aria-hidden>
                          {column.header}
                        </span>
                      )}
                      <div className={css.cell}>{column.cell(row)}</div>
                    </td>
                  ))}
                </tr>
              ))}
        </tbody>
      </table>
    </div>
  );
}
