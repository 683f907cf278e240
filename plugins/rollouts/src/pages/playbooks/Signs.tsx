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

import type {
  PlaybookChange,
  PlaybookView,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { Age, Copy, StateSign } from '../../kit';
import { useText } from '../../translation/useText';

const TONES = {
  open: 'waiting',
  'signed-off': 'ok',
  refused: 'error',
  withdrawn: 'ended',
} as const;

export function ChangeSign(props: { state: PlaybookChange['state'] }) {
  const t = useText();
  return (
    <StateSign tone={TONES[props.state]}>
      {t(`playbooks.state.${props.state}`)}
    </StateSign>
  );
}

/** Whether it may be used, and whether its owner has read it lately. */
export function PlaybookSigns(props: { playbook: PlaybookView }) {
  const t = useText();
  const { demonstration, retiredAt, review, openChanges } = props.playbook;
  return (
    <>
      {demonstration && <Copy subtle>{t('playbooks.demonstration')}</Copy>}
      {retiredAt && (
        <StateSign tone="error">{t('playbooks.retired')}</StateSign>
      )}
      {review.overdue && review.dueAt && (
        <StateSign tone="warning">
          {t('playbooks.overdue', { since: <Age since={review.dueAt} /> })}
        </StateSign>
      )}
      {openChanges > 0 && (
        <StateSign tone="waiting">
          {t('playbooks.openChanges', { count: openChanges })}
        </StateSign>
      )}
    </>
  );
}
