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

import type { Problem } from '@stagecraft/backstage-plugin-rollouts-common';
import { TextField } from '../../../kit';
import { useText } from '../../../translation/useText';
import { problemAt } from '../../../data/refusal';

/** Why a freeze is declared, changed or ended. */
export function ReasonField(props: {
  value: string;
  onChange: (reason: string) => void;
  problems: readonly Problem[];
  focusFirst?: boolean;
  help?: string;
}) {
  const t = useText();
  return (
    <TextField
      required
      lines={2}
      focusFirst={props.focusFirst}
      label={t('freezes.form.reason')}
      help={props.help}
      value={props.value}
      onChange={props.onChange}
      problem={problemAt(props.problems, 'reason')}
    />
  );
}
