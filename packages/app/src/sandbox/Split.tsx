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

import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { formatShare } from '@stagecraft/backstage-plugin-rollouts-common';

const useStyles = makeStyles(theme => {
  const dark = theme.palette.type === 'dark';
  return {
    split: { minWidth: 0 },
    words: {
      display: 'flex',
      flexWrap: 'wrap',
      justifyContent: 'space-between',
      columnGap: theme.spacing(2),
      fontVariantNumeric: 'tabular-nums',
    },
    label: { overflowWrap: 'anywhere' },
    bar: {
      display: 'flex',
      height: 12,
      borderRadius: 3,
      overflow: 'hidden',
      border: `1px solid ${theme.palette.text.secondary}`,
    },
    new: { background: dark ? '#6cb6ff' : '#1565c0' },
    baseline: { background: dark ? '#5b6470' : '#cfd6de', flex: 1 },
  };
});

/** How much of something the new version gets. */
export function Split(props: {
  label: string;
  /** Of the new version, 0 to 1; null where nothing says. */
  share: number | null;
  /** What stands there when nothing says. */
  missing: string;
}) {
  const css = useStyles();
  const { label, share, missing } = props;
  const said =
    share === null
      ? missing
      : `${formatShare(Math.round(share * 10_000))} new version`;
  return (
    <div className={css.split}>
      <div className={css.words}>
        <Typography variant="body2" className={css.label}>
          {label}
        </Typography>
        <Typography variant="body2">
          <strong>{said}</strong>
        </Typography>
      </div>
      <div className={css.bar} aria-hidden>
        <div className={css.new} style={{ width: `${(share ?? 0) * 100}%` }} />
        <div className={css.baseline} />
      </div>
    </div>
  );
}
