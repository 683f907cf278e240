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

import type { MetricDefinition } from '@stagecraft/backstage-plugin-rollouts-common';
import { Stack } from '../kit';
import { useText } from '../translation/useText';
import { useFields } from '../draft/FieldsContext';
import { FieldRow } from '../fields/FieldRow';
import { ChoiceInput, NumberInput, TextInput } from '../fields/inputs';
import { PLAIN, RATIO } from '../fields/numbers';
import { DurationInput } from '../fields/times';

const SUFFIXES: Partial<Record<MetricDefinition['unit'], string>> = {
  ms: 'ms',
  s: 's',
  ratio: '%',
  'per-second': '/ s',
};

function LimitField(props: { index: number; definition?: MetricDefinition }) {
  const t = useText();
  const { form } = useFields();
  const path = ['plan', 'guardrails', props.index, 'check'] as const;
  const check = form.plan.guardrails[props.index]?.check;
  const unit = props.definition?.unit;
  return check?.kind === 'relative' ? (
    <NumberInput
      key="relative"
      path={[...path, 'maxChange']}
      label={t('request.field.maxChange')}
      scale={RATIO}
      suffix="%"
      width={260}
      required
    />
  ) : (
    <NumberInput
      key={`threshold-${unit ?? 'none'}`}
      path={[...path, 'limit']}
      label={t('request.field.limit')}
      scale={unit === 'ratio' ? RATIO : PLAIN}
      suffix={unit && SUFFIXES[unit]}
      width={260}
      required
    />
  );
}

/** The fields of one guardrail. */
export function GuardrailFields(props: {
  index: number;
  definition?: MetricDefinition;
}) {
  const t = useText();
  const { dispatch, metrics } = useFields();
  const { index } = props;
  const path = ['plan', 'guardrails', index] as const;
  return (
    <Stack gap={2}>
      <FieldRow even>
        <TextInput
          path={[...path, 'name']}
          label={t('request.field.name')}
          onChange={name => dispatch({ type: 'rename-guardrail', index, name })}
          width={220}
          required
        />
        <ChoiceInput
          path={[...path, 'metric']}
          label={t('request.field.metric')}
          options={[
            { value: '', label: t('request.hypothesis.chooseMetric') },
            ...metrics.map(({ definition: { name, title } }) => ({
              value: name,
              label: title,
            })),
          ]}
          width={260}
          required
        />
        <ChoiceInput
          path={[...path, 'check', 'kind']}
          label={t('request.field.check')}
          options={[
            { value: 'threshold', label: t('request.guardrails.threshold') },
            { value: 'relative', label: t('request.guardrails.relative') },
          ]}
          onChange={kind =>
            dispatch({
              type: 'set',
              path: [...path, 'check'],
              value:
                kind === 'relative'
                  ? { kind, maxChange: null }
                  : { kind: 'threshold', limit: null },
            })
          }
          width={330}
        />
        <LimitField index={index} definition={props.definition} />
        <NumberInput
          path={[...path, 'confirmations']}
          label={t('request.field.confirmations')}
          width={200}
          required
        />
        <NumberInput
          path={[...path, 'minimumCount']}
          label={t('request.field.minimumCount')}
          width={160}
          required
        />
      </FieldRow>
      <FieldRow even feet>
        <ChoiceInput
          path={[...path, 'onBreach']}
          label={t('request.field.onBreach')}
          options={(['roll-back', 'hold', 'notify'] as const).map(value => ({
            value,
            label: t(`plan.guardrails.actions.${value}`),
          }))}
          width={160}
        />
        <DurationInput
          path={[...path, 'noData', 'afterSeconds']}
          label={t('request.field.afterSeconds')}
          width={220}
        />
        <ChoiceInput
          path={[...path, 'noData', 'action']}
          label={t('request.field.action')}
          options={(['hold', 'roll-back'] as const).map(value => ({
            value,
            label: t(`plan.guardrails.actions.${value}`),
          }))}
          width={160}
        />
      </FieldRow>
    </Stack>
  );
}
