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

import type { Rollout } from '@stagecraft/backstage-plugin-rollouts-common';
import { usePlaybook } from '../../data/usePlaybooks';
import { Contacts, Heading } from '../../kit';
import { PlaybookLink } from '../../plan';
import { useText } from '../../translation/useText';

/** The contacts of the playbook as the plan has it, and the playbook. */
export function WhomToCall({ playbook }: Pick<Rollout, 'playbook'>) {
  const t = useText();
  const { data } = usePlaybook(playbook.id, playbook.version);
  return (
    <>
      {data && data.contacts.length > 0 && (
        <>
          <Heading level={3}>{t('playbooks.contacts')}</Heading>
          <Contacts contacts={data.contacts} />
        </>
      )}
      <PlaybookLink playbook={playbook}>{data?.title}</PlaybookLink>
    </>
  );
}
