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

import {
  BREACHES,
  type BreachKind,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { usePlaybook, usePlaybooks } from '../../data/usePlaybooks';
import { useServices } from '../../data/useServices';
import {
  Button,
  Disclosure,
  FieldGrid,
  Row,
  SelectField,
  TextField,
} from '../../kit';
import { useText } from '../../translation/useText';
import type { DrillFields } from './draft';

interface FieldsProps {
  fields: DrillFields;
  set: (change: Partial<DrillFields>) => void;
}

/** The guardrails that watch the playbook's first stage. */
function GuardrailField({ fields, set }: FieldsProps) {
  const t = useText();
  const { data } = usePlaybook(fields.playbook);
  return (
    <SelectField
      label={t('drills.form.guardrail')}
      value={fields.guardrail}
      onChange={guardrail => set({ guardrail })}
      options={[
        { value: '', label: t('drills.form.guardrailFirst') },
        ...(data?.stages[0].guardrails ?? []).map(name => ({
          value: name,
          label: name,
        })),
      ]}
    />
  );
}

/** What a drill exposes where there is nothing to take over from. */
export function NewVersion({ fields, set }: FieldsProps) {
  const t = useText();
  return (
    <Disclosure title={t('drills.form.newVersion')}>
      <FieldGrid>
        <TextField
          label={t('drills.form.image')}
          value={fields.image}
          onChange={image => set({ image })}
        />
        <TextField
          label={t('drills.form.digest')}
          help={t('drills.form.digestHelp')}
          value={fields.digest}
          onChange={digest => set({ digest })}
        />
        <TextField
          label={t('drills.form.commit')}
          value={fields.commit}
          onChange={commit => set({ commit })}
        />
      </FieldGrid>
    </Disclosure>
  );
}

/** When it comes again, and the press that keeps it so. */
export function Schedule({
  fields,
  set,
  busy,
  onKeep,
}: FieldsProps & { busy: boolean; onKeep: () => void }) {
  const t = useText();
  return (
    <Disclosure title={t('drills.form.schedule')}>
      <FieldGrid>
        <TextField
          type="number"
          label={t('drills.form.everyDays')}
          help={t('drills.form.everyDaysHelp')}
          value={fields.everyDays}
          onChange={everyDays => set({ everyDays })}
        />
        <TextField
          type="number"
          label={t('drills.form.hour')}
          value={fields.hour}
          onChange={hour => set({ hour })}
        />
        <TextField
          label={t('drills.form.zone')}
          value={fields.timeZone}
          onChange={timeZone => set({ timeZone })}
        />
      </FieldGrid>
      <Row>
        <Button busy={busy} onPress={onKeep}>
          {t('drills.form.keep')}
        </Button>
      </Row>
    </Disclosure>
  );
}

/** What is rehearsed, where, and how the guardrail is made to breach. */
export function What({
  fields,
  set,
  breaches,
}: FieldsProps & { breaches: readonly BreachKind[] }) {
  const t = useText();
  const services = useServices();
  const playbooks = usePlaybooks();
  const none = { value: '', label: t('drills.form.pick') };
  return (
    <FieldGrid>
      <SelectField
        label={t('drills.form.service')}
        value={fields.service}
        onChange={service => set({ service })}
        options={[
          none,
          ...(services.data?.items ?? []).map(({ ref, title }) => ({
            value: ref,
            label: title,
          })),
        ]}
      />
      <SelectField
        label={t('drills.form.playbook')}
        value={fields.playbook}
        onChange={playbook => set({ playbook, guardrail: '' })}
        options={[
          none,
          ...(playbooks.data?.items ?? []).map(({ id, title }) => ({
            value: id,
            label: title,
          })),
        ]}
      />
      {fields.playbook && <GuardrailField fields={fields} set={set} />}
      <SelectField
        label={t('drills.form.breach')}
        help={t(`drills.form.breachHelp.${fields.breach}`)}
        value={fields.breach}
        onChange={value =>
          set({ breach: BREACHES.find(each => each === value) })
        }
        options={breaches.map(value => ({
          value,
          label: t(`drills.breach.${value}`),
        }))}
      />
      <TextField
        label={t('drills.form.environment')}
        help={t('drills.form.environmentHelp')}
        value={fields.environment}
        onChange={environment => set({ environment })}
      />
    </FieldGrid>
  );
}
