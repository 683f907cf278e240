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

import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import { makeStyles } from '@material-ui/core/styles';
import {
  formatRatio,
  formatValue,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { VersionView } from '@stagecraft/sandbox';

const NOTHING = '–';

const useStyles = makeStyles(theme => ({
  cell: {
    padding: theme.spacing(0.75, 1),
    fontVariantNumeric: 'tabular-nums',
  },
  head: { lineHeight: 1.3, overflowWrap: 'anywhere', verticalAlign: 'bottom' },
  name: { display: 'block', color: theme.palette.text.secondary },
}));

const MEASURES: readonly {
  title: string;
  value: (version: VersionView) => string;
}[] = [
  {
    title: 'Ready pods',
    value: ({ readyAddresses }) => String(readyAddresses),
  },
  {
    title: 'Requests a second',
    value: ({ requestsPerSecond }) => formatValue(requestsPerSecond, 'count'),
  },
  {
    title: 'Errors',
    value: ({ errorRatio }) =>
      errorRatio === null ? NOTHING : formatRatio(errorRatio),
  },
  {
    title: 'p95 latency',
    value: ({ p95Milliseconds }) =>
      p95Milliseconds === null ? NOTHING : formatValue(p95Milliseconds, 'ms'),
  },
];

/** The two versions of a service side by side. */
export function VersionTable(props: {
  service: string;
  versions: readonly VersionView[];
  windowSeconds: number;
}) {
  const css = useStyles();
  return (
    <Table
      size="small"
      aria-label={`${props.service}, the last ${props.windowSeconds} seconds`}
    >
      <TableHead>
        <TableRow>
          <TableCell component="td" className={css.cell} />
          {props.versions.map(({ name, variant }) => (
            <TableCell
              key={name}
              scope="col"
              align="right"
              className={`${css.cell} ${css.head}`}
            >
              {variant === 'new' ? 'New' : 'Stable'}
              <span className={css.name}>{name}</span>
            </TableCell>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {MEASURES.map(({ title, value }) => (
          <TableRow key={title}>
            <TableCell component="th" scope="row" className={css.cell}>
              {title}
            </TableCell>
            {props.versions.map(version => (
              <TableCell key={version.name} align="right" className={css.cell}>
                {value(version)}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
