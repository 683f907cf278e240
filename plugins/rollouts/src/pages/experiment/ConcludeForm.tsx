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

import { useState, type FormEvent } from 'react';
import { useSearchParams } from 'react-router-dom';
import {
  OUTCOMES,
  type Experiment,
  type Outcome,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { useReviewRecord } from '../../data/useReviewRecords';
import { useConclude } from '../../data/useExperiment';
import {
  ActionButton,
  Button,
  Card,
  CardChoices,
  ClosedReason,
  Copy,
  Refused,
  Row,
  Stack,
  TextField,
} from '../../kit';
import { useText } from '../../translation/useText';

const MAX = 5000;

function isOutcome(value: string): value is Outcome {
  return OUTCOMES.some(outcome => outcome === value);
}

export interface ConcludeFormProps {
  experiment: Experiment;
  onDone: (outcome: Outcome) => void;
  onClose: () => void;
}

/** Outcome and learning of an experiment. What was typed outlives a refusal. */
export function ConcludeForm(props: ConcludeFormProps) {
  const t = useText();
  const { experiment } = props;
  const review = useSearchParams()[0].get('review');
  const { open, proposed, proposedBecause, ...closed } = experiment.conclude;
  const { conclude, busy, refusal } = useConclude(experiment.id);
  // Follows the proposal until somebody chooses.
  const [chosen, setChosen] = useState<Outcome>();
  const [typed, setLearning] = useState<string>();
  const reviewed = useReviewRecord(review ?? '', review !== null);
  // What a review found is where the learning begins.
  const learning = typed ?? reviewed.data?.body.conclusion ?? '';
  const [differently, setDifferently] = useState('');
  const [checked, setChecked] = useState(false);
  const outcome = chosen ?? proposed;
  const tooLong = (text: string) =>
    text.trim().length > MAX
      ? t('experiment.conclude.tooLong', { max: String(MAX) })
      : undefined;
  const problem = learning.trim()
    ? tooLong(learning)
    : t('experiment.conclude.learningMissing');

  const send = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (problem || tooLong(differently) || busy || !open) return;
    const said = differently.trim();
    conclude({
      version: experiment.version,
      outcome,
      learning: learning.trim(),
      ...(said ? { differently: said } : {}),
    }).then(
      () => props.onDone(outcome),
      // `refusal` shows it; what was typed stays.
      () => undefined,
    );
  };

  const isTyped = Boolean(learning.trim() || differently.trim());
  if (!open && !isTyped) {
    return (
      <Card title={t('experiment.conclude.closed')}>
        <ClosedReason closed={closed} />
        <Row>
          <Button onPress={props.onClose}>{t('kit.close')}</Button>
        </Row>
      </Card>
    );
  }
  return (
    <form onSubmit={send} noValidate>
      <Card title={t('experiment.conclude.title')}>
        <Stack gap={2}>
          <Copy block>
            {t('experiment.conclude.proposed', {
              outcome: t(`learnings.${proposed}`),
              because: proposedBecause,
            })}
          </Copy>
          <CardChoices
            legend={t('experiment.conclude.outcome')}
            value={outcome}
            onChange={value => isOutcome(value) && setChosen(value)}
            choices={OUTCOMES.map(value => ({
              value,
              title: t(`learnings.${value}`),
              text: t(`experiment.conclude.means.${value}`),
            }))}
          />
          <TextField
            label={t('experiment.conclude.learning')}
            help={t('experiment.conclude.learningHelp')}
            value={learning}
            onChange={setLearning}
            problem={checked ? problem : undefined}
            lines={4}
            required
            focusFirst
          />
          <TextField
            label={t('experiment.conclude.differently')}
            help={t('experiment.conclude.differentlyHelp')}
            value={differently}
            onChange={setDifferently}
            problem={checked ? tooLong(differently) : undefined}
            lines={3}
          />
          <Refused
            refusal={refusal}
            title={t('experiment.conclude.refused')}
            level={4}
          />
          <Row justify="flex-end">
            <Button tone="quiet" onPress={props.onClose}>
              {t('experiment.conclude.cancel')}
            </Button>
            {open ? (
              <Button type="submit" tone="main" busy={busy}>
                {t('experiment.conclude.action')}
              </Button>
            ) : (
              <ActionButton
                label={t('experiment.conclude.action')}
                closed={closed}
                onPress={() => undefined}
              />
            )}
          </Row>
        </Stack>
      </Card>
    </form>
  );
}
