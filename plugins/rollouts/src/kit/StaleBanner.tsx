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
import SyncProblemIcon from '@material-ui/icons/SyncProblem';
import { useText } from '../translation/useText';
import { classes, styles } from './styles';
import { timeOfDay } from './Time';

const useStyles = styles(({ colours, space }) => ({
  banner: {
    display: 'flex',
    gap: space(1),
    alignItems: 'center',
    padding: `${space(1)}px ${space(2)}px`,
    borderRadius: 8,
    border: `1px solid ${colours.warning.border}`,
    background: colours.warning.surface,
    color: colours.warning.text,
    fontVariantNumeric: 'tabular-nums',
  },
  // Without a box of its own it takes no room while there is nothing to say.
  status: { display: 'contents' },
  fresh: {
    display: 'flex',
    flexDirection: 'column',
    gap: space(2),
    minWidth: 0,
  },
  // Grey, yet as readable as before: opacity would cost the contrast.
  stale: { filter: 'grayscale(1)' },
}));

/** Says that what is shown is old, and how old. */
export function StaleBanner(props: {
  interrupted: boolean;
  receivedAt: number;
}) {
  const css = useStyles();
  const t = useText();
  return (
    <div role="status" className={css.status}>
      {props.interrupted && (
        <div className={css.banner}>
          <SyncProblemIcon fontSize="small" aria-hidden />
          {t('kit.interrupted', { time: timeOfDay(props.receivedAt) })}
        </div>
      )}
    </div>
  );
}

/** Greys what it holds while that is old. */
export function Fresh(props: { interrupted: boolean; children: ReactNode }) {
  const css = useStyles();
  return (
    <div className={classes(css.fresh, props.interrupted && css.stale)}>
      {props.children}
    </div>
  );
}
