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

import { Heading, Stack } from '../../../kit';
import { useText } from '../../../translation/useText';
import { FieldRow } from '../../../fields/FieldRow';
import { TextInput } from '../../../fields/inputs';
import { GuardrailList } from '../../../guardrails/GuardrailList';
import { LadderCards } from '../../../ladder/LadderCards';
import { AboutCard, DrillCard } from './AboutCard';
import type { PlaybookForm } from './playbookForm';
import { Rows } from './Rows';
import { RulesCard } from './RulesCard';

/** Who does what. */
function RoleRows(props: { roles: PlaybookForm['about']['roles'] }) {
  const t = useText();
  return (
    <Rows
      path={['about', 'roles']}
      title={t('playbooks.roles')}
      rows={props.roles}
      blank={{ name: '', does: '' }}
      most={12}
      addLabel={t('playbooks.form.addRole')}
      nameOf={number => t('playbooks.form.role', { number })}
      row={path => (
        <FieldRow>
          <TextInput
            path={[...path, 'name']}
            label={t('playbooks.form.roleName')}
            width={200}
          />
          <TextInput
            path={[...path, 'does']}
            label={t('playbooks.diff.does')}
            lines={2}
            width={700}
          />
        </FieldRow>
      )}
    />
  );
}

/** Everything a playbook says, in fields. */
export function PlaybookFields(props: { form: PlaybookForm; isNew: boolean }) {
  const t = useText();
  const { about } = props.form;
  return (
    <Stack gap={2}>
      <AboutCard isNew={props.isNew} />
      <Rows
        path={['about', 'recoverySteps']}
        title={t('playbooks.recovery')}
        rows={about.recoverySteps}
        blank=""
        most={30}
        addLabel={t('playbooks.form.addStep')}
        nameOf={number => t('playbooks.diff.step', { number })}
        row={(path, name) => <TextInput path={path} label={name} lines={2} />}
      />
      <Rows
        path={['about', 'contacts']}
        title={t('playbooks.contacts')}
        rows={about.contacts}
        blank=""
        most={10}
        addLabel={t('playbooks.form.addContact')}
        nameOf={number => t('playbooks.diff.contact', { number })}
        row={(path, name) => <TextInput path={path} label={name} />}
      />
      <RoleRows roles={about.roles} />
      <LadderCards />
      <Heading level={3}>{t('playbooks.guardrails')}</Heading>
      <GuardrailList />
      <RulesCard about={about} />
      <DrillCard />
    </Stack>
  );
}
