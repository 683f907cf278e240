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

import { UNDECIDED } from '@stagecraft/backstage-plugin-rollouts-common';
import { CheckChoices, SelectField, Stack } from '../kit';
import { useText } from '../translation/useText';
import { useField, useFields } from '../draft/FieldsContext';
import { FieldBox } from '../fields/FieldBox';
import { FieldRow } from '../fields/FieldRow';
import { RoleInput } from '../fields/RoleInput';
import { DurationInput } from '../fields/times';
import { AlsoFrom } from './AlsoFrom';
import { Milestones } from './Milestones';

function WatchedBy(props: { index: number }) {
  const t = useText();
  const { form } = useFields();
  const path = ['plan', 'stages', props.index, 'guardrails'] as const;
  const field = useField(path);
  const stage = form.plan.stages[props.index];
  return (
    <FieldBox path={path} problem={field.problem} onLeave={field.touch}>
      <CheckChoices
        legend={t('request.stages.watchedBy', {
          number: String(props.index + 1),
        })}
        options={form.plan.guardrails.map(({ name }) => name)}
        chosen={stage?.guardrails ?? []}
        onChange={field.set}
        problem={field.problem}
      />
    </FieldBox>
  );
}

function Undecided(props: { index: number }) {
  const t = useText();
  const { form } = useFields();
  const path = ['plan', 'stages', props.index, 'undecided'] as const;
  const field = useField(path);
  return (
    <FieldBox path={path} onLeave={field.touch} width={220}>
      <SelectField
        label={t('request.field.undecided')}
        value={form.plan.stages[props.index]?.undecided ?? 'hold'}
        onChange={field.set}
        options={UNDECIDED.map(value => ({
          value,
          label: t(`request.stages.undecided.${value}`),
        }))}
      />
    </FieldBox>
  );
}

/** The rest of a stage: who approves by when, milestones, what watches it. */
export function StageDetails(props: { index: number }) {
  const t = useText();
  const { index } = props;
  const path = ['plan', 'stages', index] as const;
  return (
    <Stack gap={2}>
      <FieldRow feet>
        <RoleInput
          path={[...path, 'approvals', 'from']}
          label={t('request.field.from')}
          width={260}
        />
        <DurationInput
          path={[...path, 'decideBySeconds']}
          label={t('request.field.decideBySeconds')}
          width={220}
        />
        <Undecided index={index} />
      </FieldRow>
      <AlsoFrom stage={index} />
      <WatchedBy index={index} />
      <Milestones stage={index} />
    </Stack>
  );
}
