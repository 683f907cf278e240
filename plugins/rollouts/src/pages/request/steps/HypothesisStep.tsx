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

import { Button, Card, Copy, Disclosure, Stack } from '../../../kit';
import { Similar } from '../../../learnings/Similar';
import { HypothesisText } from '../../../plan';
import { useText } from '../../../translation/useText';
import { useDraftValue } from '../../../draft/DraftContext';
import { FieldRow } from '../../../fields/FieldRow';
import { TextInput } from '../../../fields/inputs';
import { SuccessMetricsCard } from './SuccessMetricsCard';

const HYPOTHESIS = ['experiment', 'hypothesis'] as const;
const EXAMPLES = ['search', 'cache', 'payment'] as const;

function Examples() {
  const t = useText();
  const { state, dispatch } = useDraftValue();
  const { hypothesis } = state.form.experiment;
  const isBlank = Object.values(hypothesis).every(text => text.trim() === '');
  return (
    <Disclosure title={t('request.hypothesis.examples')}>
      <Stack gap={2}>
        {EXAMPLES.map(name => {
          const example = {
            belief: t(`request.example.${name}.belief`),
            audience: t(`request.example.${name}.audience`),
            expectedOutcome: t(`request.example.${name}.outcome`),
            refutedBy: t(`request.example.${name}.refuted`),
          };
          return (
            <Stack key={name} align="flex-start">
              <HypothesisText hypothesis={example} />
              {isBlank && (
                <Button
                  small
                  onPress={() =>
                    dispatch({ type: 'set', path: HYPOTHESIS, value: example })
                  }
                >
                  {t('request.hypothesis.useExample')}
                </Button>
              )}
            </Stack>
          );
        })}
      </Stack>
    </Disclosure>
  );
}

function Sentence() {
  const t = useText();
  const { state } = useDraftValue();
  return (
    <Card title={t('request.hypothesis.sentence')} level={4}>
      <Stack gap={2}>
        <TextInput
          path={[...HYPOTHESIS, 'belief']}
          label={t('request.field.belief')}
          placeholder={t('request.hypothesis.beliefExample')}
          lines={2}
          required
        />
        <TextInput
          path={[...HYPOTHESIS, 'audience']}
          label={t('request.field.forAudience')}
          placeholder={t('request.hypothesis.audienceExample')}
          required
        />
        <TextInput
          path={[...HYPOTHESIS, 'expectedOutcome']}
          label={t('request.field.expectedOutcome')}
          placeholder={t('request.hypothesis.outcomeExample')}
          lines={2}
          required
        />
        <TextInput
          path={[...HYPOTHESIS, 'refutedBy']}
          label={t('request.field.refutedBy')}
          placeholder={t('request.hypothesis.refutedExample')}
          lines={2}
          required
        />
        <div>
          <Copy block small subtle>
            {t('request.hypothesis.preview')}
          </Copy>
          <HypothesisText hypothesis={state.form.experiment.hypothesis} />
        </div>
        <Examples />
      </Stack>
    </Card>
  );
}

/** What is believed, what would prove it wrong, and what decides it. */
export function HypothesisStep() {
  const t = useText();
  const { state, revises } = useDraftValue();
  const { experiment } = state.form;
  return (
    <>
      {revises ? (
        <Card title={experiment.title} level={4}>
          <HypothesisText
            hypothesis={experiment.hypothesis}
            businessGoal={experiment.businessGoal}
          />
          <Copy block small subtle>
            {t('request.hypothesis.settled')}
          </Copy>
        </Card>
      ) : (
        <>
          <Card title={t('request.hypothesis.what')} level={4}>
            <FieldRow even>
              <TextInput
                path={['experiment', 'title']}
                label={t('request.field.title')}
                help={t('request.hypothesis.titleHelp')}
                placeholder={t('request.hypothesis.titleExample')}
                required
              />
              <TextInput
                path={['experiment', 'businessGoal']}
                label={t('request.field.businessGoal')}
                help={t('request.hypothesis.goalHelp')}
                placeholder={t('request.hypothesis.goalExample')}
                required
              />
            </FieldRow>
          </Card>
          <Sentence />
          <Similar
            title={experiment.title}
            hypothesis={experiment.hypothesis}
          />
        </>
      )}
      <SuccessMetricsCard />
    </>
  );
}
