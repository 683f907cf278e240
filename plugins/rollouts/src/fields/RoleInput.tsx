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
import { useText } from '../translation/useText';
import { useField, useFields } from '../draft/FieldsContext';
import type { Path } from '../draft/path';
import { ChoiceInput, TextInput } from './inputs';

const ROLES = ['approvers', 'owners', 'operators'] as const;
const ANOTHER = 'another';

/** Who is asked: by relation to the service, or a group or person by name. */
export function RoleInput(props: {
  path: Path;
  label: string;
  help?: string;
  width: number;
  roles?: readonly (typeof ROLES)[number][];
  /** What it means that nobody is named; without it somebody has to be. */
  nobody?: string;
}) {
  const t = useText();
  const { groups } = useFields();
  const { path, label, help, width, nobody, roles = ROLES } = props;
  const field = useField(path);
  const [named, setNamed] = useState(false);
  if (named) {
    return (
      <TextInput
        path={path}
        label={label}
        help={help ?? t('request.roles.help')}
        placeholder="group:default/on-call"
        width={width}
      />
    );
  }
  return (
    <ChoiceInput
      path={path}
      label={label}
      help={help}
      width={width}
      options={[
        ...(nobody === undefined ? [] : [{ value: '', label: nobody }]),
        ...roles.map(role => ({ value: role, label: t(`kit.roles.${role}`) })),
        ...[...new Set(groups)].map(ref => ({ value: ref, label: ref })),
        { value: ANOTHER, label: t('request.roles.another') },
      ]}
      onChange={value => {
        setNamed(value === ANOTHER);
        field.set(value === ANOTHER ? '' : value);
      }}
    />
  );
}
