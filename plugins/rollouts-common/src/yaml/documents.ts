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

import { stringify } from 'yaml';
import type { z } from 'zod';
import {
  planFileSchema,
  playbookDocumentSchema,
  playbookSchema,
  type ExperimentDraft,
  type LineProblem,
  type Plan,
  type PlanDraft,
  type PlanFile,
  type Playbook,
} from '../words';
import { CORE, WRITING } from './parsed';
import { readYaml } from './readYaml';

/** More than a person reads at once. */
const MOST_PROBLEMS = 30;

/** How zod begins to say which kinds of a union there are. */
const UNION = 'Invalid discriminator value. Expected ';

/** What a text says, or what is wrong with it, line by line. */
export type FromYaml<T> =
  | { value: T; problems: [] }
  | { value: null; problems: LineProblem[] };

/** What a value of another kind should be. */
const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map of names and values',
  record: 'a map of names and values',
};

/** A name with letters that only look like those of a known name. */
function unmasked(name: string): string {
  const strange = [...name].find(letter => !/[\x20-\x7e]/.test(letter));
  if (strange === undefined) return name;
  const code = strange.codePointAt(0) ?? 0;
  const point = code.toString(16).toUpperCase().padStart(4, '0');
  return `${name} (with the character U+${point}, which only looks plain)`;
}

function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    return `Not known here: ${issue.keys.map(unmasked).join(', ')}`;
  }
  if (issue.code === 'invalid_type' && issue.input !== undefined) {
    const kind = KINDS[issue.expected];
    if (kind) return `Give ${kind}`;
  }
  if (issue.code === 'too_small' && issue.origin === 'array') {
    return `Give at least ${issue.minimum}`;
  }
  if (issue.code === 'too_big' && issue.origin === 'array') {
    return `Give at most ${issue.maximum}`;
  }
  if (issue.code === 'invalid_value') {
    return `Use one of ${issue.values.map(String).join(', ')}`;
  }
  if (issue.message.startsWith(UNION)) {
    return `Use one of ${issue.message
      .slice(UNION.length)
      .replace(/'/g, '')
      .replace(/ \| /g, ', ')}`;
  }
  const name = issue.path.at(-1);
  return issue.code === 'invalid_type' && issue.input === undefined
    ? `${String(name ?? 'The document')} is missing`
    : issue.message;
}

function readAs<T>(text: string, schema: z.ZodType<T>): FromYaml<T> {
  const { value, problems, placeOf } = readYaml(text);
  if (problems.length > 0) return { value: null, problems };
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return { value: parsed.data, problems: [] };
  const found = parsed.error.issues.slice(0, MOST_PROBLEMS).map(issue => {
    const path = issue.path.map(part =>
      typeof part === 'number' ? part : String(part),
    );
    const key =
      issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
    return { path, message: messageOf(issue), ...placeOf([...path, ...key]) };
  });
  return { value: null, problems: found.sort((a, b) => a.line - b.line) };
}

export function playbookFromYaml(text: string): FromYaml<Playbook> {
  return readAs(text, playbookDocumentSchema);
}

export function planFromYaml(text: string): FromYaml<PlanFile> {
  return readAs(text, planFileSchema);
}

/** Keys come in the order of the schemas, so that texts can be compared. */
function write(title: string, value: unknown): string {
  const text = stringify(value, { ...CORE, ...WRITING });
  return `# ${title}\n${text}`;
}

export function playbookToYaml(playbook: Playbook, title: string): string {
  return write(title, playbookSchema.parse(playbook));
}

/** What a person or a pipeline writes of a plan: without what the server adds. */
export function draftOf(plan: Plan): PlanDraft {
  const { format, service, metricDefinitions, playbook, ...draft } = plan;
  return { ...draft, playbook: playbook.id };
}

/** A plan as a file of its own, as it can be proposed. */
export function planFileToYaml(file: PlanFile, title: string): string {
  return write(title, planFileSchema.parse(file));
}

export function planToYaml(
  plan: Plan,
  experiment: ExperimentDraft,
  title: string,
): string {
  const { service } = plan;
  return planFileToYaml({ service, experiment, plan: draftOf(plan) }, title);
}
