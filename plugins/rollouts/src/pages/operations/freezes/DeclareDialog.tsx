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
import { useFreezeCommand, useFreezePreview } from '../../../data/useFreezes';
import { useSettled } from '../../../data/useSettled';
import {
  Copy,
  FormDialog,
  Refused,
  SelectField,
  TextField,
} from '../../../kit';
import { problemAt } from '../../../data/refusal';
import { useText } from '../../../translation/useText';
import { draftOf, emptyForm, RULES, timingOf, type FreezeForm } from './form';
import { ReasonField } from './ReasonField';
import { ScopeFields } from './ScopeFields';
import { WindowText } from '../../../kit/WindowText';

interface PartProps {
  form: FreezeForm;
  set: (changed: Partial<FreezeForm>) => void;
  problem: (...path: string[]) => string | undefined;
}

function OneOffFields({ form, set, problem }: PartProps) {
  const t = useText();
  return (
    <>
      <TextField
        required
        type="datetime-local"
        label={t('freezes.form.start')}
        value={form.start}
        onChange={start => set({ start })}
        problem={problem('timing', 'start')}
      />
      <TextField
        type="datetime-local"
        label={t('freezes.form.end')}
        value={form.end}
        onChange={end => set({ end })}
        help={t('freezes.form.endHelp')}
        problem={problem('timing', 'end')}
      />
    </>
  );
}

const NAMES = Object.keys(RULES) as (keyof typeof RULES)[];

function RecurringFields({ form, set, problem }: PartProps) {
  const t = useText();
  const preset = NAMES.find(name => RULES[name] === form.rule) ?? 'other';
  return (
    <>
      <SelectField
        wide
        label={t('freezes.form.repeats')}
        value={preset}
        onChange={picked => {
          const name = NAMES.find(each => each === picked);
          set({ rule: name ? RULES[name] : `${form.rule};INTERVAL=1` });
        }}
        options={[...NAMES, 'other' as const].map(name => ({
          value: name,
          label: t(`freezes.form.rules.${name}`),
        }))}
      />
      <TextField
        required
        label={t('freezes.form.rule')}
        value={form.rule}
        onChange={rule => set({ rule })}
        help={t('freezes.form.ruleHelp')}
        problem={problem('timing', 'rule')}
      />
      <TextField
        required
        type="datetime-local"
        label={t('freezes.form.firstStart')}
        value={form.start}
        onChange={start => set({ start })}
        problem={problem('timing', 'start')}
      />
      <TextField
        required
        type="number"
        label={t('freezes.form.hours')}
        value={form.hours}
        onChange={hours => set({ hours })}
        help={t('freezes.form.hoursHelp')}
        problem={problem('timing', 'durationSeconds')}
      />
      <TextField
        required
        label={t('freezes.form.timeZone')}
        value={form.timeZone}
        onChange={timeZone => set({ timeZone })}
        problem={problem('timing', 'timeZone')}
      />
    </>
  );
}

/** Declares a freeze; its next windows are shown while it is written. */
export function DeclareDialog(props: { contact: string; onClose: () => void }) {
  const t = useText();
  const [openedAt] = useState(() => new Date());
  const [typed, setTyped] = useState<Partial<FreezeForm>>({});
  // Whom to ask may be known only after the dialog was opened.
  const form = { ...emptyForm(props.contact, openedAt), ...typed };
  const command = useFreezeCommand();
  const preview = useFreezePreview(useSettled(timingOf(form)), true);
  const refused = command.refusal?.problems ?? [];
  const problems = [
    ...refused,
    ...(preview.data?.problems ?? []).map(each => ({
      ...each,
      path: ['timing', ...each.path],
    })),
  ];
  const part: PartProps = {
    form,
    set: changed => {
      command.reset();
      setTyped({ ...typed, ...changed });
    },
    problem: (...path) => problemAt(problems, ...path),
  };
  const { set, problem } = part;
  const confirm = () =>
    command.give({ do: 'declare', draft: draftOf(form) }).then(
      props.onClose,
      // `refusal` shows it; what was typed stays.
      () => undefined,
    );
  return (
    <FormDialog
      open
      title={t('freezes.declare.title')}
      confirmLabel={t('freezes.declare.confirm')}
      busy={command.busy}
      onConfirm={confirm}
      onClose={props.onClose}
    >
      <Copy block>{t('freezes.declare.effect')}</Copy>
      <TextField
        required
        focusFirst
        label={t('freezes.form.title')}
        value={form.title}
        onChange={title => set({ title })}
        problem={problem('title')}
      />
      <ReasonField
        value={form.reason}
        onChange={reason => set({ reason })}
        help={t('freezes.form.reasonHelp')}
        problems={problems}
      />
      <TextField
        required
        label={t('freezes.form.contact')}
        value={form.contact}
        onChange={contact => set({ contact })}
        help={t('freezes.form.contactHelp')}
        problem={problem('contact')}
      />
      <ScopeFields
        scope={form.scope}
        onChange={scope => set({ scope })}
        problem={problem('scope')}
      />
      <SelectField
        wide
        label={t('freezes.form.kind')}
        value={form.kind}
        onChange={kind =>
          set({ kind: kind === 'recurring' ? 'recurring' : 'one-off' })
        }
        options={(['one-off', 'recurring'] as const).map(kind => ({
          value: kind,
          label: t(`freezes.form.kinds.${kind}`),
        }))}
      />
      {form.kind === 'one-off' ? (
        <OneOffFields {...part} />
      ) : (
        <RecurringFields {...part} />
      )}
      <div aria-live="polite">
        <Copy strong block>
          {t('freezes.form.windows')}
        </Copy>
        {(preview.data?.windows ?? []).map(window => (
          <Copy key={window.start} small block>
            <WindowText window={window} />
          </Copy>
        ))}
        {preview.data?.windows.length === 0 && (
          <Copy small subtle block>
            {t('freezes.form.noWindows')}
          </Copy>
        )}
      </div>
      <Refused
        refusal={command.refusal}
        title={t('freezes.declare.refused')}
        level={3}
      />
    </FormDialog>
  );
}
