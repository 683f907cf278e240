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

import type { Outcome } from '@stagecraft/backstage-plugin-rollouts-common';
import CheckIcon from '@material-ui/icons/Check';
import CloseIcon from '@material-ui/icons/Close';
import HelpOutlineIcon from '@material-ui/icons/HelpOutline';
import { classes, styles } from './styles';
import { useText } from '../translation/useText';

const ICONS = {
  validated: CheckIcon,
  refuted: CloseIcon,
  inconclusive: HelpOutlineIcon,
} as const;

const useStyles = styles(({ colours }) => ({
  sign: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: 6,
    padding: '2px 10px 2px 6px',
    borderRadius: 12,
    fontSize: '0.875rem',
    lineHeight: '22px',
    fontWeight: 600,
  },
  icon: { fontSize: 18 },
  validated: { color: colours.ok.text, background: colours.ok.surface },
  refuted: { color: colours.info.text, background: colours.info.surface },
  inconclusive: {
    color: colours.neutral.text,
    background: colours.neutral.surface,
  },
}));

/** How a hypothesis came out. A refuted one is no failure, and no error. */
export function OutcomeSign(props: { outcome: Outcome }) {
  const t = useText();
  const css = useStyles();
  const Icon = ICONS[props.outcome];
  return (
    <span className={classes(css.sign, css[props.outcome])}>
      <Icon aria-hidden className={css.icon} />
      {t(`learnings.${props.outcome}`)}
    </span>
  );
}
