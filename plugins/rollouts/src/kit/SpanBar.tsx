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

import { Copy, Stack } from './layout';
import { formatSeconds } from './format';
import { styles } from './styles';

const useStyles = styles(({ colours, space, narrow }) => ({
  bar: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    gap: 2,
    [narrow]: { flexDirection: 'column' },
  },
  span: {
    // Wide enough for its label; what is left goes by its seconds.
    minWidth: 92,
    padding: `${space(0.5)}px ${space(1)}px`,
    background: colours.paper,
    border: `1px solid ${colours.line}`,
    borderTop: `4px solid ${colours.info.text}`,
    borderRadius: 4,
    boxSizing: 'border-box',
    fontVariantNumeric: 'tabular-nums',
  },
}));

export interface SpanBarProps {
  label: string;
  /** In place of seconds that are not known yet. */
  pending: string;
  spans: readonly { key: string; label: string; seconds: number | null }[];
  total?: string;
}

/** Spans of time one after the other, in seconds. */
export function SpanBar(props: SpanBarProps) {
  const css = useStyles();
  return (
    <Stack gap={0.5}>
      <ol className={css.bar} aria-label={props.label}>
        {props.spans.map(span => (
          <li
            key={span.key}
            className={css.span}
            style={{ flexGrow: Math.max(0.2, Math.min(10, span.seconds ?? 1)) }}
          >
            <Copy small subtle block>
              {span.label}
            </Copy>
            <Copy strong>
              {span.seconds === null
                ? props.pending
                : formatSeconds(span.seconds)}
            </Copy>
          </li>
        ))}
      </ol>
      {props.total && (
        <Copy small subtle block>
          {props.total}
        </Copy>
      )}
    </Stack>
  );
}
