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
import { useText } from '../translation/useText';
import { Pill } from './Pill';

const LOOKS = {
  validated: { tone: 'ok', icon: CheckIcon },
  refuted: { tone: 'info', icon: CloseIcon },
  inconclusive: { tone: 'neutral', icon: HelpOutlineIcon },
} as const;

/** How a hypothesis came out. A refuted one is no failure, and no error. */
export function OutcomeSign(props: { outcome: Outcome }) {
  const t = useText();
  return (
    <Pill {...LOOKS[props.outcome]}>{t(`learnings.${props.outcome}`)}</Pill>
  );
}
