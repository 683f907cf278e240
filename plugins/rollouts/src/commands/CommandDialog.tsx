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

import type { ReactNode } from 'react';
import type {
  CommandName,
  RolloutRow,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { useCommand, type CommandInput } from '../data/useCommand';
import { useRollout } from '../data/useRollout';
import { Card, Copy, ReasonDialog } from '../kit';
import { useText } from '../translation/useText';

/** What a command's dialog asks, and what is done with the answer. */
export interface AskedCommand {
  rollout: Pick<RolloutRow, 'id' | 'version' | 'experiment' | 'service'>;
  command: CommandName;
  label: string;
  /** Makes the command of the reason. */
  make: (reason: string) => CommandInput;
  suggestions: string[];
  /** What it says above the reason. */
  children: ReactNode;
  /** What it asks below the reason. */
  below?: ReactNode;
  onDone?: () => void;
  /** When it closes, done or not. */
  onClose?: () => void;
}

/** Where the rollout stands now that the command can no longer be given. */
function Meanwhile(props: { summary: string; label: string }) {
  const t = useText();
  return (
    <Card title={t('commands.meanwhile.title')} level={3} tone="warning">
      <Copy block>{props.summary}</Copy>
      <Copy block>
        {t('commands.meanwhile.over', { command: props.label })}
      </Copy>
    </Card>
  );
}

/** The rollout as it is now, where the command can no longer be given to it. */
function useClosed({ rollout, command }: AskedCommand, gone: boolean) {
  const { data } = useRollout(rollout.id, { enabled: gone });
  // A button goes with its row, too, when a filter no longer shows that.
  const stillOpen = data?.commands.some(
    state => state.command === command && state.open,
  );
  return gone && data && !stillOpen ? data : undefined;
}

/** Asks for a command's reason, gives it, and shows what came of it. */
export function CommandDialog(props: {
  asked: AskedCommand;
  open: boolean;
  /** Whether what it was opened from is no longer there. */
  gone: boolean;
  onClose: () => void;
}) {
  const t = useText();
  const { asked, gone, onClose } = props;
  const { rollout, command, label } = asked;
  const { give, busy, done, refusal } = useCommand(rollout.id);
  const closed = useClosed(asked, gone);
  const confirm = (reason: string) =>
    give({ command: asked.make(reason), version: rollout.version }).then(
      () => {
        onClose();
        asked.onDone?.();
      },
      // `refusal` shows it; what was typed stays.
      () => undefined,
    );
  return (
    <ReasonDialog
      open={props.open}
      title={t('commands.title', {
        command: label,
        experiment: rollout.experiment.title,
      })}
      suggestions={asked.suggestions}
      confirmLabel={label}
      danger={command === 'roll-back' || command === 'bypass'}
      busy={busy}
      refusal={refusal}
      below={asked.below}
      over={
        closed &&
        !busy &&
        !done && <Meanwhile summary={closed.summary} label={label} />
      }
      onConfirm={confirm}
      onClose={onClose}
    >
      {asked.children}
    </ReasonDialog>
  );
}
