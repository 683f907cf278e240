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

import UndoIcon from '@material-ui/icons/Undo';
import type {
  CommandName,
  CommandState,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { ActionButton, type ButtonTone } from '../kit';
import { useText, type Text } from '../translation/useText';
import type { AskedCommand } from './CommandDialog';
import { useCommandDialog } from './CommandDialogs';

const SUGGESTIONS = {
  'roll-back': ['errors', 'latency', 'reports', 'caution'],
  hold: ['look', 'incident', 'handover'],
  resume: ['looked', 'over'],
  approve: ['evidence', 'reviewed'],
  object: ['evidence', 'timing', 'risk'],
  start: ['ready'],
  advance: ['evidence'],
} as const;

type Suggested = keyof typeof SUGGESTIONS;

function isSuggested(command: CommandName): command is Suggested {
  return command in SUGGESTIONS;
}

export function suggestionsOf(command: CommandName, t: Text): string[] {
  // A justification is in one's own words.
  if (command === 'bypass') return [];
  if (!isSuggested(command)) return [t('commands.suggest.other.agreed')];
  return SUGGESTIONS[command].map(name =>
    t(`commands.suggest.${command}.${name}` as 'commands.suggest.hold.look'),
  );
}

/** What is left out is the command's own. */
export interface CommandButtonProps
  extends Pick<AskedCommand, 'rollout' | 'make'>,
    Partial<Omit<AskedCommand, 'command' | 'rollout' | 'make'>> {
  state: CommandState;
  tone?: ButtonTone;
  small?: boolean;
}

/** A command a person may give: two presses and a reason, or why not. */
export function CommandButton(props: CommandButtonProps) {
  const t = useText();
  const { state, tone, small, ...given } = props;
  const { command } = state;
  const label = props.label ?? t(`commands.label.${command}`);
  const back = command === 'roll-back';
  const ask = useCommandDialog({
    ...given,
    command,
    label,
    suggestions: props.suggestions ?? suggestionsOf(command, t),
    children: props.children ?? t(`commands.effect.${command}`),
  });
  return (
    <ActionButton
      label={label}
      accessibleLabel={`${label}: ${props.rollout.experiment.title}`}
      closed={state.open ? undefined : state}
      tone={tone ?? (back ? 'danger' : 'plain')}
      small={small}
      icon={back ? <UndoIcon fontSize="small" /> : undefined}
      onPress={ask}
    />
  );
}
