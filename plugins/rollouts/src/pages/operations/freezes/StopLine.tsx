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
import type { FreezeScope } from '@stagecraft/backstage-plugin-rollouts-common';
import {
  useLinePreview,
  useLineStop,
  type FreezeList,
} from '../../../data/useFreezes';
import {
  ActionButton,
  Copy,
  FormDialog,
  formatCount,
  Refused,
  TextField,
} from '../../../kit';
import { useText, type Text } from '../../../translation/useText';
import { problemAt } from '../../../data/refusal';
import { LineRollouts } from './LineRollouts';
import { ReasonField } from './ReasonField';
import { isWhole, ScopeFields } from './ScopeFields';
import { scopeText } from './scopeText';

function lineText(
  stopped: boolean,
  holds: number,
  scope: string,
  t: Text,
): string {
  const said = { number: formatCount(holds), scope };
  if (stopped) {
    return holds === 0
      ? t('freezes.line.doneNone', { scope })
      : t('freezes.line.done', said);
  }
  return holds === 0
    ? t('freezes.line.previewNone', { scope })
    : t('freezes.line.preview', said);
}

function StopDialog(props: { contact: string; onClose: () => void }) {
  const t = useText();
  const [scope, setScope] = useState<FreezeScope>({ kind: 'all' });
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState<string>();
  // Whom to ask may be known only after the dialog was opened.
  const contact = typed ?? props.contact;
  const line = useLineStop();
  const { stopped, refusal } = line;
  const preview = useLinePreview(scope, !stopped && isWhole(scope));
  const problems = refusal?.problems ?? [];
  const shown = stopped ?? preview.data;
  const holds = shown?.items.filter(({ outcome }) =>
    ['holds', 'held'].includes(outcome),
  ).length;
  return (
    <FormDialog
      open
      danger
      title={t('freezes.line.title')}
      confirmLabel={t('freezes.line.confirm')}
      busy={line.busy}
      done={Boolean(stopped)}
      onConfirm={() => {
        line.stop({ scope, reason, contact }).catch(() => undefined);
      }}
      onClose={props.onClose}
    >
      {!stopped && (
        <>
          <Copy block>{t('freezes.line.effect')}</Copy>
          <ScopeFields
            scope={scope}
            onChange={setScope}
            problem={problemAt(problems, 'scope')}
          />
          <ReasonField
            value={reason}
            onChange={setReason}
            problems={problems}
            focusFirst
          />
          <TextField
            required
            label={t('freezes.form.contact')}
            value={contact}
            onChange={setTyped}
            problem={problemAt(problems, 'contact')}
          />
        </>
      )}
      <div aria-live="polite">
        <Copy strong block>
          {shown === undefined || holds === undefined
            ? t('freezes.line.looking')
            : lineText(Boolean(stopped), holds, scopeText(scope, t), t)}
        </Copy>
        {preview.failure && !stopped && (
          <Copy block>{preview.failure.message}</Copy>
        )}
        {shown && <LineRollouts line={shown} />}
      </div>
      <Refused refusal={refusal} title={t('freezes.line.refused')} level={3} />
    </FormDialog>
  );
}

/** Holds everything in a scope at once: two presses, and what it would hold. */
export function StopLine(props: { list: FreezeList | undefined }) {
  const t = useText();
  const { list } = props;
  const [open, setOpen] = useState(false);
  return (
    <>
      <ActionButton
        tone="danger"
        label={t('freezes.line.open')}
        closed={!list || list.stop.open ? undefined : list.stop}
        onPress={() => setOpen(true)}
      />
      {open && (
        <StopDialog
          contact={list?.operators[0] ?? ''}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
