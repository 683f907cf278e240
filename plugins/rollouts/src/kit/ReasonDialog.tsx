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

import { useId, useState, type FormEvent, type ReactNode } from 'react';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import { useText } from '../translation/useText';
import type { Refusal } from '../data/refusal';
import { Button } from './Button';
import { TextField } from './fields';
import { Row, Stack } from './layout';
import { Refused } from './Refused';

const MAX = 2000;

export interface ReasonDialogProps {
  open: boolean;
  title: string;
  /** What it will do; goes above the reason. */
  children?: ReactNode;
  /** Reasons to pick. Picking fills the text, which can then be changed. */
  suggestions: readonly string[];
  confirmLabel: string;
  danger?: boolean;
  busy: boolean;
  /** Why it was not done. What was typed stays. */
  refusal?: Refusal;
  onConfirm: (reason: string) => void;
  onClose: () => void;
}

/** Asks for the reason of a command, and shows its refusal. */
export function ReasonDialog(props: ReasonDialogProps) {
  const t = useText();
  const titleId = useId();
  const [reason, setReason] = useState('');
  const [checked, setChecked] = useState(false);
  const text = reason.trim();
  const problem =
    (text === '' && t('kit.reasonMissing')) ||
    (text.length > MAX && t('kit.reasonTooLong', { max: String(MAX) })) ||
    undefined;
  const confirm = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!problem && !props.busy) props.onConfirm(text);
  };
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      aria-labelledby={titleId}
      fullWidth
      maxWidth="sm"
      TransitionProps={{
        onExited: () => {
          setReason('');
          setChecked(false);
        },
      }}
    >
      <form onSubmit={confirm} noValidate>
        <DialogTitle id={titleId}>{props.title}</DialogTitle>
        <DialogContent>
          <Stack gap={2}>
            {props.children && <div>{props.children}</div>}
            {props.suggestions.length > 0 && (
              <div role="group" aria-label={t('kit.suggestions')}>
                <Row>
                  {props.suggestions.map(suggestion => (
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
              help={t('kit.reasonHelp')}
              problem={checked ? problem : undefined}
              lines={3}
              focusFirst
              required
            />
            <Refused
              refusal={props.refusal}
              title={t('kit.refusedTitle')}
              level={3}
            />
          </Stack>
        </DialogContent>
        <DialogActions>
          <Button tone="quiet" onPress={props.onClose}>
            {t('kit.cancel')}
          </Button>
          <Button
            type="submit"
            tone={props.danger ? 'danger' : 'main'}
            busy={props.busy}
          >
            {props.confirmLabel}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
