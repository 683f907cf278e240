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
import { Button, Card, Copy, Row } from '../../kit';
import { useText } from '../../translation/useText';
import type { PlaybookDraft } from './drafts';

/** What its writer has to know of a draft besides what is wrong with it. */
export function DraftNotes(props: {
  draft: PlaybookDraft;
  playbook: PlaybookView | undefined;
}) {
  const t = useText();
  const { draft, playbook } = props;
  const isOlder = playbook !== undefined && draft.version < playbook.version;
  return (
    <div role="status">
      {isOlder && (
        <Card title={t('playbooks.rebaseTitle')} tone="warning">
          <Copy block>
            {t('playbooks.form.older', {
              base: String(draft.version),
              newest: String(playbook.version),
            })}
          </Copy>
        </Card>
      )}
      {draft.takeBack && (
        <Row>
          <Copy>{t('playbooks.form.replaced')}</Copy>
          <Button small onPress={draft.takeBack}>
            {t('request.target.takeBack')}
          </Button>
        </Row>
      )}
      {draft.lost.length > 0 && (
        <Card title={t('playbooks.form.lost')} tone="warning">
          {draft.lost.map((remark, index) => (
            <Copy key={index} block mono small>
              {remark}
            </Copy>
          ))}
        </Card>
      )}
    </div>
  );
}
