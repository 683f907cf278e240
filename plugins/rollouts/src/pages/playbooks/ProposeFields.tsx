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

import type { Refusal } from '../../data/refusal';
import { Button, Card, Copy, Refused, Row, TextField } from '../../kit';
import { useText } from '../../translation/useText';
import type { PlaybookDraft } from './drafts';

/** Why it should change, and the press that proposes it. */
export function ProposeFields(props: {
  draft: PlaybookDraft;
  isNew: boolean;
  problem: string | undefined;
  tried: boolean;
  busy: boolean;
  refusal: Refusal | undefined;
}) {
  const t = useText();
  const { draft, tried } = props;
  return (
    <Card>
      <TextField
        label={t(props.isNew ? 'playbooks.reasonOfNew' : 'playbooks.reason')}
        help={t('playbooks.reasonHelp')}
        value={draft.reason}
        onChange={draft.setReason}
        problem={props.problem}
        lines={3}
        required
      />
      {tried && draft.problems.length > 0 && (
        <Copy block>{t('playbooks.correctFirst')}</Copy>
      )}
      <Refused
        refusal={props.refusal}
        title={t('playbooks.notProposed')}
        level={3}
      />
      <Row>
        <Button type="submit" tone="main" busy={props.busy}>
          {t('playbooks.proposeIt')}
        </Button>
        <Copy subtle small>
          {t('playbooks.proposeHelp')}
        </Copy>
      </Row>
    </Card>
  );
}
