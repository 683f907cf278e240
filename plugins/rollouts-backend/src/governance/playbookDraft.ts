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

import {
  playbookDocumentSchema,
  playbookFromYaml,
  type Playbook,
  type PlaybookChangeDraft,
  type Problem,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { InputProblemsError } from '../problems/errors';
import { below, problemsOf } from '../problems/problems';

/** More than a person reads at once. */
const MOST_PROBLEMS = 30;

function wrong(path: Problem['path'], message: string, remedy: string): Error {
  return new InputProblemsError([{ path, message, remedy }]);
}

function fromYaml(yaml: string): Playbook {
  const { value, problems } = playbookFromYaml(yaml);
  if (value) return value;
  throw new InputProblemsError(
    problems.map(problem => ({
      ...problem,
      path: ['body', 'yaml', ...problem.path],
      message: `Line ${problem.line}: ${problem.message}`,
    })),
  );
}

/** Lists that are far too long are refused before each entry is looked at. */
function fromJson(document: unknown): Playbook {
  const { stages } = (document ?? {}) as { stages?: unknown };
  if (Array.isArray(stages) && stages.length > 20) {
    throw wrong(
      ['body', 'document', 'stages'],
      `stages has ${stages.length} entries, at most 20 are read`,
      'Leave out those from the 21st on',
    );
  }
  const parsed = playbookDocumentSchema.safeParse(document, {
    reportInput: true,
  });
  if (parsed.success) return parsed.data;
  throw new InputProblemsError(
    below(
      ['body', 'document'],
      problemsOf(parsed.error).slice(0, MOST_PROBLEMS),
    ),
  );
}

/**
 * What the playbook would say; null where a change is not about that.
 *
 * @throws InputProblemsError naming what is wrong, by line in YAML.
 */
export function documentOfDraft(
  id: string,
  { kind, yaml, document }: PlaybookChangeDraft,
): Playbook | null {
  const given = [yaml, document].filter(part => part !== undefined).length;
  if (kind !== 'revise') {
    if (given === 0) return null;
    throw wrong(
      ['body', 'kind'],
      `To ${kind} a playbook does not change what it says`,
      'Leave out document and yaml, or propose a revision',
    );
  }
  if (given !== 1) {
    throw wrong(
      ['body', 'document'],
      'Give the whole playbook once, as yaml or as document',
      'Send one of the two',
    );
  }
  const playbook = yaml === undefined ? fromJson(document) : fromYaml(yaml);
  if (playbook.id === id) return playbook;
  throw wrong(
    ['body', yaml === undefined ? 'document' : 'yaml', 'id'],
    `This is the playbook ${playbook.id}, not ${id}`,
    `Propose it at /playbooks/${playbook.id}/changes, or change its id`,
  );
}
