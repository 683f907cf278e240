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
import type { PlaybookView } from '@stagecraft/backstage-plugin-rollouts-common';
import { AskFirst, Button, Copy, FileButton, Heading, Row } from '../../kit';
import { playbookRouteRef } from '../../routes';
import { useText } from '../../translation/useText';
import type { PlaybookDraft } from './drafts';

/** What is changed, how it is looked at, and what replaces all of it. */
export function EditorHeader(props: {
  playbook: PlaybookView | undefined;
  draft: PlaybookDraft;
  view: 'form' | 'yaml';
  onView: (view: 'form' | 'yaml') => void;
  canStartOver: boolean;
  onStartOver: () => void;
}) {
  const t = useText();
  const pageOf = useRouteRef(playbookRouteRef);
  const { playbook, draft, view, onView } = props;
  return (
    <>
      <Row justify="space-between">
        <Heading level={2}>
          {playbook
            ? t('playbooks.editTitle', { title: playbook.title })
            : t('playbooks.newPlaybook')}
        </Heading>
        <Row>
          <Button onPress={() => onView(view === 'form' ? 'yaml' : 'form')}>
            {t(
              view === 'form'
                ? 'playbooks.form.toYaml'
                : 'playbooks.form.toForm',
            )}
          </Button>
          <FileButton
            label={t('playbooks.importFile')}
            accept=".yaml,.yml,.json"
            onText={draft.replace}
          />
          {props.canStartOver && (
            <AskFirst
              tone="quiet"
              label={t('playbooks.startOver')}
              confirmLabel={t('playbooks.startOverYes')}
              onConfirm={props.onStartOver}
            />
          )}
          {playbook && (
            <Button to={pageOf({ id: playbook.id })}>{t('kit.cancel')}</Button>
          )}
        </Row>
      </Row>
      <Copy block subtle>
        {t('playbooks.editIntro')}
      </Copy>
    </>
  );
}
