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
import CloseIcon from '@material-ui/icons/Close';
import ErrorOutlineIcon from '@material-ui/icons/ErrorOutline';
import HelpOutlineIcon from '@material-ui/icons/HelpOutline';
import HourglassEmptyIcon from '@material-ui/icons/HourglassEmpty';
import ReportProblemOutlinedIcon from '@material-ui/icons/ReportProblemOutlined';
import type { ReactNode } from 'react';
import { Pill } from './Pill';

const SIGNS = {
  ok: { role: 'ok', icon: CheckCircleIcon },
  warning: { role: 'warning', icon: ReportProblemOutlinedIcon },
  error: { role: 'error', icon: ErrorOutlineIcon },
  /** Nobody knows. */
  neutral: { role: 'neutral', icon: HelpOutlineIcon },
  /** It is known, and not over yet. */
  waiting: { role: 'neutral', icon: HourglassEmptyIcon },
  ended: { role: 'neutral', icon: CloseIcon },
} as const;

export type StateTone = keyof typeof SIGNS;

/** How well something is. */
export function StateSign(props: { tone: StateTone; children: ReactNode }) {
  const { role, icon } = SIGNS[props.tone];
  return (
    <Pill tone={role} icon={icon}>
      {props.children}
    </Pill>
  );
}
