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
import { seenLength } from '@stagecraft/backstage-plugin-rollouts-common';
import { useText } from '../translation/useText';
import type { Refusal } from '../data/refusal';
import { Button } from './Button';
import { TextField } from './fields';
import { FormDialog, type FormDialogProps } from './FormDialog';
import { Row } from './layout';
import { Refused } from './Refused';

const MAX = 2000;

export interface ReasonDialogProps
  extends Pick<
    FormDialogProps,
    'open' | 'title' | 'confirmLabel' | 'danger' | 'busy' | 'onClose'
  > {
  /** What it will do; goes above the reason. */
  children?: ReactNode;
  /** Reasons to pick. Picking fills the text, which can then be changed. */
  suggestions: readonly string[];
  /** What else is asked, below the reason. */
  below?: ReactNode;
  /** Why it can no longer be confirmed. What was typed can still be copied. */
  over?: ReactNode;
  /** Why it was not done. What was typed stays. */
  refusal?: Refusal;
  onConfirm: (reason: string) => void;
}

/** Asks for the reason of a command, and shows its refusal. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { children, suggestions, below, over, refusal, onConfirm, ...dialog } =
    props;
  const t = useText();
  const [reason, setReason] = useState('');
  const [checked, setChecked] = useState(false);
  const text = reason.trim();
  const problem =
    (seenLength(text) === 0 && t('kit.reasonMissing')) ||
    (text.length > MAX && t('kit.reasonTooLong', { max: String(MAX) })) ||
    undefined;
  return (
    <FormDialog
      {...dialog}
      small
      done={Boolean(over)}
      onConfirm={() => {
        if (over) return;
        setChecked(true);
        if (!problem) onConfirm(text);
      }}
      onExited={() => {
        setReason('');
        setChecked(false);
      }}
    >
      {over ? (
        <div role="alert">{over}</div>
      ) : (
        children && <div>{children}</div>
      )}
      {suggestions.length > 0 && !over && (
        <div role="group" aria-label={t('kit.suggestions')}>
          <Row>
            {suggestions.map(suggestion => (
              <Button
                key={suggestion}
                small
                onPress={() => setReason(suggestion)}
              >
                {suggestion}
              </Button>
            ))}
          </Row>
        </div>
      )}
      <TextField
        label={t('kit.reason')}
        value={reason}
        onChange={setReason}
        help={over ? undefined : t('kit.reasonHelp')}
        readOnly={Boolean(over)}
        problem={checked ? problem : undefined}
        lines={3}
        focusFirst
        required
      />
      {!over && below}
      <Refused refusal={refusal} title={t('kit.refusedTitle')} level={3} />
    </FormDialog>
  );
}
