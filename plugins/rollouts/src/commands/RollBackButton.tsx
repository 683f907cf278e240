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

import { useState } from 'react';
import type {
  CommandState,
  RolloutRow,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { CheckField, type ButtonTone } from '../kit';
import { useText } from '../translation/useText';
import { CommandButton, type CommandButtonProps } from './CommandButton';

/**
 * The way back, in two presses; whoever takes it may call it an emergency,
 * which opens a review. A drill has none.
 */
export function RollBackButton(props: {
  rollout: CommandButtonProps['rollout'] & Pick<RolloutRow, 'drill'>;
  state: CommandState;
  tone?: ButtonTone;
  small?: boolean;
}) {
  const t = useText();
  const [emergency, setEmergency] = useState(false);
  return (
    <CommandButton
      {...props}
      make={reason => ({
        command: 'roll-back',
        reason,
        ...(emergency && { emergency }),
      })}
      onClose={() => setEmergency(false)}
      below={
        !props.rollout.drill && (
          <CheckField
            label={t('commands.emergency.label')}
            help={t('commands.emergency.help')}
            checked={emergency}
            onChange={setEmergency}
          />
        )
      }
    />
  );
}
