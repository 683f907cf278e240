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
import type { FreezeView } from '@stagecraft/backstage-plugin-rollouts-common';
import { useFreezeCommand } from '../../../data/useFreezes';
import {
  Copy,
  FormDialog,
  Refused,
  SelectField,
  TextField,
} from '../../../kit';
import { useText } from '../../../translation/useText';
import { problemAt } from '../../../data/refusal';
import { instantText } from './form';
import { ReasonField } from './ReasonField';

export interface ChangeProps {
  freeze: FreezeView;
  onClose: () => void;
}

/** Lets a freeze, or its window in force, end later. */
export function ExtendDialog({ freeze, onClose }: ChangeProps) {
  const t = useText();
  const [end, setEnd] = useState('');
  const [reason, setReason] = useState('');
  const command = useFreezeCommand();
  const problems = command.refusal?.problems ?? [];
  const confirm = () =>
    command
      .give({ do: 'extend', freeze, reason, end: instantText(end) })
      .then(onClose, () => undefined);
  return (
    <FormDialog
      open
      title={t('freezes.extend.title', { title: freeze.title })}
      confirmLabel={t('freezes.extend.confirm')}
      busy={command.busy}
      onConfirm={confirm}
      onClose={onClose}
    >
      <TextField
        required
        type="datetime-local"
        label={t('freezes.extend.end')}
        value={end}
        onChange={setEnd}
        help={
          freeze.timing.kind === 'recurring'
            ? t('freezes.extend.windowHelp')
            : undefined
        }
        problem={problemAt(problems, 'end')}
      />
      <ReasonField value={reason} onChange={setReason} problems={problems} />
      <Refused
        refusal={command.refusal}
        title={t('freezes.extend.refused')}
        level={3}
      />
    </FormDialog>
  );
}

/** Ends a freeze early, or only its window in force. */
export function EndDialog({ freeze, onClose }: ChangeProps) {
  const t = useText();
  const recurs = freeze.timing.kind === 'recurring';
  const inForce = freeze.state === 'in-force';
  const [what, setWhat] = useState<'freeze' | 'window'>(
    recurs && inForce ? 'window' : 'freeze',
  );
  const [reason, setReason] = useState('');
  const command = useFreezeCommand();
  const problems = command.refusal?.problems ?? [];
  const confirm = () =>
    command
      .give({ do: 'end', freeze, reason, what })
      .then(onClose, () => undefined);
  return (
    <FormDialog
      open
      title={t('freezes.end.title', { title: freeze.title })}
      confirmLabel={t('freezes.end.confirm')}
      busy={command.busy}
      onConfirm={confirm}
      onClose={onClose}
    >
      <Copy block>
        {t(freeze.stopsLine ? 'freezes.end.lineEffect' : 'freezes.end.effect')}
      </Copy>
      {recurs && inForce && (
        <SelectField
          wide
          label={t('freezes.end.what')}
          value={what}
          onChange={picked =>
            setWhat(picked === 'freeze' ? 'freeze' : 'window')
          }
          options={(['window', 'freeze'] as const).map(value => ({
            value,
            label: t(`freezes.end.whats.${value}`),
          }))}
        />
      )}
      <ReasonField
        value={reason}
        onChange={setReason}
        problems={problems}
        focusFirst
      />
      <Refused
        refusal={command.refusal}
        title={t('freezes.end.refused')}
        level={3}
      />
    </FormDialog>
  );
}
