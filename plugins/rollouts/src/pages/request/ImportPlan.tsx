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

import { useState } from 'react';
import {
  planFromYaml,
  type LineProblem,
  type PlanFile,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { Button, Card, Copy, FileButton, Row } from '../../kit';
import { LineProblems } from '../../plan';
import { useText } from '../../translation/useText';
import { useDraftValue } from '../../draft/DraftContext';
import type { Form } from '../../draft/form';
import { formOfDraft } from '../../draft/template';
import { TakeYaml } from './TakeYaml';

/** What the file says; what it leaves out stays as it was. */
function formOf(file: PlanFile, form: Form): Form {
  return formOfDraft(
    file.plan,
    file.service ?? form.service,
    file.experiment
      ? {
          title: file.experiment.title,
          businessGoal: file.experiment.businessGoal,
          hypothesis: file.experiment.hypothesis,
        }
      : form.experiment,
  );
}

type Outcome =
  | { kind: 'taken' }
  | { kind: 'drill' }
  | { kind: 'wrong'; problems: readonly LineProblem[] };

/** Fills the draft from a plan in YAML, or says line by line why not. */
function useImportPlan() {
  const { state, dispatch } = useDraftValue();
  const [outcome, setOutcome] = useState<Outcome>();
  const read = (text: string) => {
    const { value, problems } = planFromYaml(text);
    if (!value) setOutcome({ kind: 'wrong', problems });
    else if (value.plan.drill) setOutcome({ kind: 'drill' });
    else {
      dispatch({ type: 'use-form', form: formOf(value, state.form) });
      setOutcome({ kind: 'taken' });
    }
  };
  return { outcome, read, close: () => setOutcome(undefined) };
}

export function ImportPlan() {
  const t = useText();
  const { dispatch } = useDraftValue();
  const { outcome, read, close } = useImportPlan();
  return (
    <>
      <Row>
        <FileButton
          label={t('request.importPlan')}
          accept=".yaml,.yml,.json"
          onText={read}
          small
        />
        <TakeYaml />
        <Copy subtle small>
          {t('request.importHelp')}
        </Copy>
      </Row>
      <div role="status">
        {outcome?.kind === 'taken' && (
          <Row>
            <Copy>{t('request.imported')}</Copy>
            <Button
              small
              onPress={() => {
                dispatch({ type: 'take-back-template' });
                close();
              }}
            >
              {t('request.target.takeBack')}
            </Button>
          </Row>
        )}
        {outcome && outcome.kind !== 'taken' && (
          <Card
            title={t('request.notImported')}
            tone="error"
            actions={
              <Button small tone="quiet" onPress={close}>
                {t('kit.close')}
              </Button>
            }
          >
            {outcome.kind === 'drill' ? (
              <Copy block>{t('request.importDrill')}</Copy>
            ) : (
              <LineProblems problems={outcome.problems} />
            )}
          </Card>
        )}
      </div>
    </>
  );
}
