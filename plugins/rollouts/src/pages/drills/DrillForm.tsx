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
import type { BreachKind } from '@stagecraft/backstage-plugin-rollouts-common';
import { useRehearse } from '../../data/useDrills';
import { Announcer, Button, Card, Copy, Refused, Row, Stack } from '../../kit';
import { rolloutRouteRef } from '../../routes';
import { useText } from '../../translation/useText';
import { draftOf, scheduleOf, type DrillFields } from './draft';
import { NewVersion, Schedule, What } from './DrillFormFields';

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
  const [keeping, setKeeping] = useState(false);
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
    setKeeping(keeps);
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
        <Refused
          refusal={refusal}
          title={t(keeping ? 'drills.form.notKept' : 'drills.form.refused')}
          level={4}
        />
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
