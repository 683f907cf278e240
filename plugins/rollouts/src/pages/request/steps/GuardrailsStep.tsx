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

import { Card, CardChoices, Copy } from '../../../kit';
import { useText } from '../../../translation/useText';
import { useDraftValue } from '../../../draft/DraftContext';
import { useField } from '../../../draft/FieldsContext';
import { FieldBox } from '../../../fields/FieldBox';
import { TextInput } from '../../../fields/inputs';
import { GuardrailList } from '../../../guardrails/GuardrailList';

const KIND = ['plan', 'rollbackPlan', 'kind'] as const;

function WayBackCard() {
  const t = useText();
  const { state } = useDraftValue();
  const kind = useField(KIND);
  return (
    <Card title={t('request.guardrails.wayBack')} level={4}>
      <FieldBox path={KIND} problem={kind.problem} onLeave={kind.touch}>
        <CardChoices
          legend={t('request.field.kind')}
          value={state.form.plan.rollbackPlan.kind}
          choices={[
            {
              value: 'restore-baseline',
              title: t('request.guardrails.restore'),
              text: t('request.guardrails.restoreMeans'),
            },
            {
              value: 'hold-and-call',
              title: t('request.guardrails.call'),
              text: t('request.guardrails.callMeans'),
            },
          ]}
          onChange={kind.set}
        />
      </FieldBox>
      <TextInput
        path={['plan', 'rollbackPlan', 'notes']}
        label={t('request.field.notes')}
        help={t('request.guardrails.notesHelp')}
        placeholder={t('request.guardrails.notesExample')}
        lines={3}
        required
      />
    </Card>
  );
}

/** What takes the exposure back. */
export function GuardrailsStep() {
  const t = useText();
  const { state } = useDraftValue();
  return (
    <>
      <Copy block subtle>
        {t(
          state.form.plan.guardrails.length
            ? 'request.guardrails.help'
            : 'request.guardrails.none',
        )}
      </Copy>
      <GuardrailList />
      <WayBackCard />
    </>
  );
}
