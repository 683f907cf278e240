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

import { useState, type ReactNode } from 'react';
import UndoIcon from '@material-ui/icons/Undo';
import type {
  CommandName,
  CommandState,
  RolloutRow,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { useCommand, type CommandInput } from '../data/useCommand';
import { ActionButton, ReasonDialog, type ButtonTone } from '../kit';
import { useText, type Text } from '../translation/useText';

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

export interface CommandButtonProps {
  rollout: Pick<RolloutRow, 'id' | 'version' | 'experiment' | 'service'>;
  state: CommandState;
  /** Makes the command of the reason; returns nothing when it can't be made. */
  make: (reason: string) => CommandInput;
  label?: string;
  tone?: ButtonTone;
  small?: boolean;
  /** Reasons to pick, in place of the usual. */
  suggestions?: string[];
  /** What the dialog says above the reason, in place of the usual. */
  children?: ReactNode;
  /** What it asks below the reason. */
  below?: ReactNode;
  onDone?: () => void;
  /** When its dialog closes, done or not. */
  onClose?: () => void;
}

/** A command a person may give: two presses and a reason, or why not. */
export function CommandButton(props: CommandButtonProps) {
  const t = useText();
  const { rollout, state } = props;
  const [open, setOpen] = useState(false);
  const { give, busy, refusal, reset } = useCommand(rollout.id);
  const label = props.label ?? t(`commands.label.${state.command}`);
  const back = state.command === 'roll-back';
  const close = () => {
    setOpen(false);
    reset();
    props.onClose?.();
  };
  const confirm = (reason: string) =>
    give({ command: props.make(reason), version: rollout.version }).then(
      () => {
        close();
        props.onDone?.();
      },
      // `refusal` shows it; what was typed stays.
      () => undefined,
    );
  return (
    <>
      <ActionButton
        label={label}
        accessibleLabel={`${label}: ${rollout.experiment.title}`}
        closed={state.open ? undefined : state}
        tone={props.tone ?? (back ? 'danger' : 'plain')}
        small={props.small}
        icon={back ? <UndoIcon fontSize="small" /> : undefined}
        onPress={() => setOpen(true)}
      />
      <ReasonDialog
        open={open}
        title={t('commands.title', {
          command: label,
          experiment: rollout.experiment.title,
        })}
        suggestions={props.suggestions ?? suggestionsOf(state.command, t)}
        confirmLabel={label}
        danger={back || state.command === 'bypass'}
        busy={busy}
        refusal={refusal}
        below={props.below}
        onConfirm={confirm}
        onClose={close}
      >
        {props.children ?? t(`commands.effect.${state.command}`)}
      </ReasonDialog>
    </>
  );
}
