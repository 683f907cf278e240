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

import CloseIcon from '@material-ui/icons/Close';
import { Card, Copy } from '../kit';
import { useText } from '../translation/useText';
import { useFields } from '../draft/FieldsContext';
import { keyOfPath } from '../draft/path';
import { RowButton } from '../fields/RowButton';
import { GuardrailFields } from './GuardrailFields';
import { GuardrailHistory } from './GuardrailHistory';
import { MetricToday } from './MetricToday';

/** One guardrail, with what its limit would have done lately. */
export function GuardrailCard(props: { index: number }) {
  const t = useText();
  const { form, dispatch, metrics, service } = useFields();
  const { index } = props;
  const { guardrails, stages } = form.plan;
  const guardrail = guardrails[index];
  if (!guardrail) return null;
  const name = guardrail.name || t('request.guardrails.unnamed');
  const definition = metrics.find(
    view => view.definition.name === guardrail.metric,
  )?.definition;
  const watched = stages.filter(stage =>
    stage.guardrails.includes(guardrail.name),
  ).length;
  return (
    <div data-field={keyOfPath(['plan', 'guardrails', index])}>
      <Card
        title={name}
        level={4}
        actions={
          <RowButton
            label={t('request.guardrails.remove', { name })}
            icon={<CloseIcon fontSize="small" />}
            onPress={() => dispatch({ type: 'remove-guardrail', index })}
          />
        }
      >
        <GuardrailFields index={index} definition={definition} />
        <Copy block small subtle>
          {t('request.guardrails.watching', {
            stages: String(watched),
            all: String(stages.length),
          })}{' '}
          {service && <MetricToday name={guardrail.metric} />}
        </Copy>
        {definition && service && (
          <GuardrailHistory
            service={service}
            guardrail={guardrail}
            definition={definition}
          />
        )}
      </Card>
    </div>
  );
}
