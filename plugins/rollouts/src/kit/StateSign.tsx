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
import { Pill } from './Pill';

const ICONS = {
  ok: CheckCircleIcon,
  warning: ReportProblemOutlinedIcon,
  error: ErrorOutlineIcon,
  neutral: HelpOutlineIcon,
} as const;

/** How well something is. */
export function StateSign(props: {
  tone: keyof typeof ICONS;
  children: ReactNode;
}) {
  return (
    <Pill tone={props.tone} icon={ICONS[props.tone]}>
      {props.children}
    </Pill>
  );
}
