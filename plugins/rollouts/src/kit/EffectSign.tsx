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
import { Pill } from './Pill';

const LOOKS = {
  better: { tone: 'ok', icon: CheckCircleIcon },
  worse: { tone: 'error', icon: ErrorOutlineIcon },
  'no-clear-difference': { tone: 'neutral', icon: DragHandleIcon },
  'no-valid-test': { tone: 'neutral', icon: HelpOutlineIcon, look: 'outlined' },
} as const;

/** What a test says of a success metric. */
export function EffectSign(props: { verdict: Effect['verdict'] }) {
  const t = useText();
  return (
    <Pill {...LOOKS[props.verdict]}>
      {t(`experiment.effects.${props.verdict}`)}
    </Pill>
  );
}
