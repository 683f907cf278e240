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

import { useId, type FormEvent, type ReactNode } from 'react';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import { useText } from '../translation/useText';
import { Button } from './Button';
import { Stack } from './layout';
import { styles } from './styles';

const useStyles = styles(() => ({
  // What is asked scrolls; the title and the buttons stay in sight.
  form: { display: 'flex', flexDirection: 'column', minHeight: 0 },
}));

export interface FormDialogProps {
  open: boolean;
  title: string;
  confirmLabel: string;
  danger?: boolean;
  busy: boolean;
  /** Nothing is left to confirm: it is only closed. */
  done?: boolean;
  /** For a question or two. */
  small?: boolean;
  children: ReactNode;
  onConfirm: () => void;
  onClose: () => void;
  /** Once it is out of sight. */
  onExited?: () => void;
}

/** A dialog that asks for something. What was typed is its caller's. */
export function FormDialog(props: FormDialogProps) {
  const t = useText();
  const css = useStyles();
  const titleId = useId();
  const confirm = (event: FormEvent) => {
    event.preventDefault();
    if (!props.busy) props.onConfirm();
  };
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      aria-labelledby={titleId}
      fullWidth
      maxWidth={props.small ? 'sm' : 'md'}
      TransitionProps={{ onExited: props.onExited }}
    >
      <form className={css.form} onSubmit={confirm} noValidate>
        <DialogTitle id={titleId}>{props.title}</DialogTitle>
        <DialogContent>
          <Stack gap={2}>{props.children}</Stack>
        </DialogContent>
        <DialogActions>
          <Button tone="quiet" onPress={props.onClose}>
            {t(props.done ? 'kit.close' : 'kit.cancel')}
          </Button>
          {!props.done && (
            <Button
              type="submit"
              tone={props.danger ? 'danger' : 'main'}
              busy={props.busy}
            >
              {props.confirmLabel}
            </Button>
          )}
        </DialogActions>
      </form>
    </Dialog>
  );
}
