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

import { useRouteRef } from '@backstage/core-plugin-api';
import { useState } from 'react';
import {
  BREACHES,
  type BreachKind,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { useRehearse } from '../../data/useDrills';
import { usePlaybook, usePlaybooks } from '../../data/usePlaybooks';
import { useServices } from '../../data/useServices';
import {
  Announcer,
  Button,
  Card,
  Copy,
  Disclosure,
  Refused,
  Row,
  SelectField,
  Stack,
  styles,
  TextField,
} from '../../kit';
import { rolloutRouteRef } from '../../routes';
import { useText } from '../../translation/useText';
import { draftOf, scheduleOf, type DrillFields } from './draft';

const useStyles = styles(({ space }) => ({
  fields: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 240px), 1fr))',
    gap: space(1.5),
    alignItems: 'start',
  },
}));

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

function NewVersion({ fields, set }: FieldsProps) {
  const t = useText();
  const css = useStyles();
  return (
    <Disclosure title={t('drills.form.newVersion')}>
      <div className={css.fields}>
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
      </div>
    </Disclosure>
  );
}

function Schedule({
  fields,
  set,
  busy,
  onKeep,
}: FieldsProps & { busy: boolean; onKeep: () => void }) {
  const t = useText();
  const css = useStyles();
  return (
    <Disclosure title={t('drills.form.schedule')}>
      <div className={css.fields}>
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
        <Button busy={busy} onPress={onKeep}>
          {t('drills.form.keep')}
        </Button>
      </div>
    </Disclosure>
  );
}

function What({
  fields,
  set,
  breaches,
}: FieldsProps & { breaches: readonly BreachKind[] }) {
  const t = useText();
  const services = useServices();
  const playbooks = usePlaybooks();
  const css = useStyles();
  const none = { value: '', label: t('drills.form.pick') };
  return (
    <div className={css.fields}>
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
    </div>
  );
}

/** Runs a drill now, or keeps its schedule. What was typed stays. */
export function DrillForm(props: {
  breaches: readonly BreachKind[];
  fields: DrillFields;
  onChange: (fields: DrillFields) => void;
}) {
  const t = useText();
  const rollout = useRouteRef(rolloutRouteRef);
  const { run, schedule, busy, refusal, reset } = useRehearse();
  const [done, setDone] = useState<{ text: string; rolloutId?: string }>();
  const [missing, setMissing] = useState(false);
  const { fields } = props;
  const set = (change: Partial<DrillFields>) => {
    reset();
    setDone(undefined);
    setMissing(false);
    props.onChange({ ...fields, ...change });
  };
  const send = async (keeps: boolean) => {
    const draft = draftOf(fields);
    setMissing(draft === null);
    if (!draft || busy) return;
    setDone(undefined);
    try {
      if (keeps) {
        await schedule(scheduleOf(draft, fields));
        setDone({ text: t('drills.form.kept') });
      } else {
        const { rolloutId } = await run(draft);
        setDone({ text: t('drills.form.started'), rolloutId });
      }
    } catch {
      // `refusal` shows it.
    }
  };
  return (
    <Card title={t('drills.form.title')}>
      <Stack gap={2} align="stretch">
        <What fields={fields} set={set} breaches={props.breaches} />
        <Copy small subtle>
          {t('drills.form.limits')}
        </Copy>
        <NewVersion fields={fields} set={set} />
        <Schedule
          fields={fields}
          set={set}
          busy={busy}
          onKeep={() => send(true)}
        />
        <Refused refusal={refusal} title={t('drills.form.refused')} level={4} />
        {missing && <Copy strong>{t('drills.form.missing')}</Copy>}
        <Row gap={1.5}>
          <Button tone="main" busy={busy} onPress={() => send(false)}>
            {t('drills.form.run')}
          </Button>
          {done && <Copy>{done.text}</Copy>}
          {done?.rolloutId && (
            <Button tone="quiet" to={rollout({ id: done.rolloutId })}>
              {t('drills.form.see')}
            </Button>
          )}
        </Row>
        <Announcer text={done?.text ?? ''} />
      </Stack>
    </Card>
  );
}
