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

import type { Effect } from '@stagecraft/backstage-plugin-rollouts-common';
import CheckCircleIcon from '@material-ui/icons/CheckCircle';
import DragHandleIcon from '@material-ui/icons/DragHandle';
import ErrorOutlineIcon from '@material-ui/icons/ErrorOutline';
import HelpOutlineIcon from '@material-ui/icons/HelpOutline';
import { useText } from '../translation/useText';
import { classes, styles } from './styles';

const ICONS = {
  better: CheckCircleIcon,
  worse: ErrorOutlineIcon,
  'no-clear-difference': DragHandleIcon,
  'no-valid-test': HelpOutlineIcon,
} as const;

const useStyles = styles(({ colours }) => ({
  sign: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: 6,
    padding: '2px 10px 2px 6px',
    borderRadius: 12,
    border: '1px solid transparent',
    fontSize: '0.875rem',
    lineHeight: '22px',
    fontWeight: 600,
  },
  icon: { fontSize: 18 },
  better: { color: colours.ok.text, background: colours.ok.surface },
  worse: { color: colours.error.text, background: colours.error.surface },
  'no-clear-difference': {
    color: colours.neutral.text,
    background: colours.neutral.surface,
  },
  'no-valid-test': {
    color: colours.neutral.text,
    borderColor: colours.neutral.border,
  },
}));

/** What a test says of a success metric. */
export function EffectSign(props: { verdict: Effect['verdict'] }) {
  const t = useText();
  const css = useStyles();
  const { verdict } = props;
  const Icon = ICONS[verdict];
  return (
    <span className={classes(css.sign, css[verdict])}>
      <Icon aria-hidden className={css.icon} />
      {t(`experiment.effects.${verdict}`)}
    </span>
  );
}
