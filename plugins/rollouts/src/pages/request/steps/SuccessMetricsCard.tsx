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

import AddIcon from '@material-ui/icons/Add';
import CloseIcon from '@material-ui/icons/Close';
import { planDraftSchema } from '@stagecraft/backstage-plugin-rollouts-common';
import { Button, Card, CardChoices, Copy, Row, Stack } from '../../../kit';
import { useText } from '../../../translation/useText';
import { useDraftValue } from '../../../draft/DraftContext';
import { useField } from '../../../draft/FieldsContext';
import { FieldBox } from '../../../fields/FieldBox';
import { FieldRow } from '../../../fields/FieldRow';
import { ChoiceInput, NumberInput } from '../../../fields/inputs';
import { RATIO } from '../../../fields/numbers';
import { RowButton } from '../../../fields/RowButton';
import { MetricToday } from '../../../guardrails/MetricToday';

const PATH = ['plan', 'successMetrics'] as const;
const RULE = ['plan', 'decisionRule'] as const;
const RULES = planDraftSchema.shape.decisionRule.options;

function SuccessMetric(props: { index: number }) {
  const t = useText();
  const { state, dispatch, metrics } = useDraftValue();
  const { index } = props;
  const { successMetrics } = state.form.plan;
  const metric = successMetrics[index]?.metric;
  const taken = successMetrics.map(each => each.metric);
  return (
    <Stack gap={0.5}>
      <FieldRow>
        <ChoiceInput
          path={[...PATH, index, 'metric']}
          label={t('request.field.metric')}
          options={[
            { value: '', label: t('request.hypothesis.chooseMetric') },
            ...metrics
              .filter(
                ({ definition: { name } }) =>
                  name === metric || !taken.includes(name),
              )
              .map(({ definition }) => ({
                value: definition.name,
                label: definition.title,
              })),
          ]}
          width={280}
          required
        />
        <NumberInput
          path={[...PATH, index, 'worthwhile']}
          label={t('request.field.worthwhile')}
          suffix="%"
          scale={RATIO}
          help={t('request.hypothesis.worthwhileHelp')}
          width={280}
          required
        />
        {successMetrics.length > 1 && (
          <RowButton
            label={t('request.hypothesis.removeMetric', {
              number: String(index + 1),
            })}
            icon={<CloseIcon fontSize="small" />}
            onPress={() =>
              dispatch({
                type: 'set',
                path: PATH,
                value: successMetrics.filter((_, at) => at !== index),
              })
            }
          />
        )}
      </FieldRow>
      {metric && (
        <Copy block small subtle>
          <MetricToday name={metric} />
        </Copy>
      )}
    </Stack>
  );
}

/** Success metrics, with what would be worth it, and the decision rule. */
export function SuccessMetricsCard() {
  const t = useText();
  const { state, dispatch } = useDraftValue();
  const rule = useField(RULE);
  const { successMetrics, decisionRule } = state.form.plan;
  return (
    <Card title={t('request.hypothesis.decides')} level={4}>
      <Stack gap={2}>
        {successMetrics.map((_, index) => (
          <SuccessMetric key={index} index={index} />
        ))}
        {successMetrics.length < 8 && (
          <Row>
            <Button
              small
              icon={<AddIcon />}
              onPress={() =>
                dispatch({
                  type: 'set',
                  path: PATH,
                  value: [...successMetrics, { metric: '', worthwhile: null }],
                })
              }
            >
              {t('request.hypothesis.addMetric')}
            </Button>
          </Row>
        )}
        <FieldBox path={RULE} problem={rule.problem} onLeave={rule.touch}>
          <CardChoices
            legend={t('request.field.decisionRule')}
            value={decisionRule}
            choices={RULES.map(value => ({
              value,
              title: t(`plan.success.rules.${value}`),
              text: t(`plan.success.ruleMeans.${value}`),
            }))}
            onChange={rule.set}
            problem={rule.problem}
          />
        </FieldBox>
      </Stack>
    </Card>
  );
}
