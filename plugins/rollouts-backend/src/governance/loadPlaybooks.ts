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
  ladderSchema,
  playbookSchema,
  type Playbook,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { parse } from 'yaml';
import { z } from 'zod';

const SHIPPED = resolvePackagePath(
  '@stagecraft/backstage-plugin-rollouts-backend',
  'playbooks',
);

function contentOf(path: string): unknown {
  try {
    return parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new InputError(`The playbook ${path} can not be read`, error);
  }
}

/** @throws InputError naming the file and every field that is wrong. */
function loadPlaybook(path: string): Playbook {
  const parsed = playbookSchema.safeParse(contentOf(path));
  const wrong = parsed.success
    ? ladderSchema.safeParse(parsed.data).error
    : parsed.error;
  if (!parsed.success || wrong) {
    throw new InputError(
      `The playbook ${path} is not right: ${
        wrong ? z.prettifyError(wrong) : ''
      }`,
    );
  }
  return parsed.data;
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
