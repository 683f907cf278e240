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

import type { PlaybookView } from '@stagecraft/backstage-plugin-rollouts-common';
import { Button, Card, CardChoices, Copy, Row } from '../../../kit';
import { useText, type Text } from '../../../translation/useText';
import { useDraftValue } from '../../../draft/DraftContext';
import { useField } from '../../../draft/FieldsContext';
import { templateOf } from '../../../draft/template';
import { FieldBox } from '../../../fields/FieldBox';

const PATH = ['plan', 'playbook'] as const;

function describe(playbook: PlaybookView, t: Text): string {
  const { rollouts, completed } = playbook.fared;
  return [
    playbook.purpose.replace(/\.$/, ''),
    t('request.target.stages', { count: playbook.stages.length }),
    ...(rollouts > 0
      ? [
          t('request.target.fared', {
            completed: String(completed),
            rollouts: String(rollouts),
          }),
        ]
      : []),
    ...(playbook.demonstration ? [t('request.target.demonstration')] : []),
  ].join('. ');
}

/** Chooses a playbook, which fills stages, guardrails and end. */
export function PlaybookCard() {
  const t = useText();
  const { state, dispatch, playbooks } = useDraftValue();
  const field = useField(PATH);
  const { playbook } = state.form.plan;
  const choose = (id: string) => {
    const chosen = playbooks.find(each => each.id === id);
    if (!chosen) return;
    dispatch({
      type: 'use-template',
      template: templateOf(chosen, Date.now(), playbook !== ''),
    });
  };
  return (
    <Card>
      <FieldBox path={PATH} problem={field.problem} onLeave={field.touch}>
        <CardChoices
          legend={t('request.field.playbook')}
          value={playbook}
          choices={playbooks.map(each => ({
            value: each.id,
            title: each.title,
            text: describe(each, t),
          }))}
          onChange={choose}
          problem={field.problem}
        />
      </FieldBox>
      <div role="status">
        {state.before ? (
          <Row>
            <Copy>{t('request.target.replaced', { playbook })}</Copy>
            <Button
              small
              onPress={() => dispatch({ type: 'take-back-template' })}
            >
              {t('request.target.takeBack')}
            </Button>
          </Row>
        ) : (
          <Copy small subtle>
            {t('request.target.playbookHelp')}
          </Copy>
        )}
      </div>
    </Card>
  );
}
