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

import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  playbookFromYaml,
  type Playbook,
} from '@stagecraft/backstage-plugin-rollouts-common';

const SHIPPED = resolvePackagePath(
  '@stagecraft/backstage-plugin-rollouts-backend',
  'playbooks',
);

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new InputError(`The playbook ${path} can not be read`, error);
  }
}

/** @throws InputError naming the file and every line that is wrong. */
function loadPlaybook(path: string): Playbook {
  const { value, problems } = playbookFromYaml(textOf(path));
  if (value) return value;
  const lines = problems.map(({ line, path: field, message }) =>
    [`line ${line}`, field.join('.'), message].filter(Boolean).join(', '),
  );
  throw new InputError(
    `The playbook ${path} is not right: ${lines.join('; ')}`,
  );
}

/** The shipped playbooks, and those of `paths`, which win by id. */
export function loadPlaybooks(paths: readonly string[]): Playbook[] {
  const files = [
    ...readdirSync(SHIPPED)
      .filter(name => name.endsWith('.yaml'))
      .map(name => join(SHIPPED, name)),
    ...paths.map(path => resolve(path)),
  ];
  const playbooks = files.map(loadPlaybook);
  return [...new Map(playbooks.map(book => [book.id, book])).values()];
}
