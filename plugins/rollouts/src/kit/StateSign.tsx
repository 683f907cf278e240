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

import CheckCircleIcon from '@material-ui/icons/CheckCircle';
import ErrorOutlineIcon from '@material-ui/icons/ErrorOutline';
import HelpOutlineIcon from '@material-ui/icons/HelpOutline';
import ReportProblemOutlinedIcon from '@material-ui/icons/ReportProblemOutlined';
import type { ReactNode } from 'react';
import { classes, styles } from './styles';

const ICONS = {
  ok: CheckCircleIcon,
  warning: ReportProblemOutlinedIcon,
  error: ErrorOutlineIcon,
  neutral: HelpOutlineIcon,
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
  ok: { color: colours.ok.text, background: colours.ok.surface },
  warning: { color: colours.warning.text, background: colours.warning.surface },
  error: { color: colours.error.text, background: colours.error.surface },
  neutral: { color: colours.neutral.text, background: colours.neutral.surface },
}));

/** How well something is: icon, word, colour. */
export function StateSign(props: {
  tone: keyof typeof ICONS;
  children: ReactNode;
}) {
  const css = useStyles();
  const Icon = ICONS[props.tone];
  return (
    <span className={classes(css.sign, css[props.tone])}>
      <Icon aria-hidden className={css.icon} />
      <span>{props.children}</span>
    </span>
  );
}
