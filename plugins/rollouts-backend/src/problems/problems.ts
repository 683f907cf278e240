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
  PolicyResult,
  Problem,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;
type Path = Problem['path'];

/** What is counted, where it is not the number itself. */
function unitOf(
  { origin }: { origin: string },
  count: number | bigint,
): string {
  if (origin !== 'string') return '';
  return Number(count) === 1 ? ' character that can be seen' : ' characters';
}

function remedyFor(issue: Issue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `Leave out ${issue.keys.join(', ')}`;
    case 'invalid_type':
      return issue.input === undefined
        ? 'Add it'
        : `Give it as ${issue.expected}`;
    case 'invalid_value':
      return `Use one of ${issue.values.map(String).join(', ')}`;
    case 'too_big':
      return `At most ${issue.maximum}${unitOf(issue, issue.maximum)}`;
    case 'too_small':
      return `At least ${issue.minimum}${unitOf(issue, issue.minimum)}`;
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options)
        ? `Use one of ${issue.options.join(', ')}`
        : issue.message;
    case 'custom':
      return typeof issue.params?.remedy === 'string'
        ? issue.params.remedy
        : issue.message;
    default:
      return issue.message;
  }
}

/** For what zod says where a schema says nothing of its own. */
const IN_WORDS: readonly (readonly [RegExp, string])[] = [
  [/^Too small: expected number/, 'This is too small'],
  [/^Too big: expected number/, 'This is too large'],
  [/^Invalid input: expected/, 'This is of another kind than it should be'],
  [/^Invalid discriminator value/, 'This is none of what it can be'],
];

function messageFor(issue: Issue): string {
  if (issue.code === 'invalid_type' && issue.input === undefined) {
    return 'This is missing';
  }
  if (issue.code === 'unrecognized_keys') {
    return `Not known here: ${issue.keys.join(', ')}`;
  }
  return (
    IN_WORDS.find(([said]) => said.test(issue.message))?.[1] ?? issue.message
  );
}

function pathOf(issue: Issue): Path {
  return issue.path.map(part =>
    typeof part === 'number' ? part : String(part),
  );
}

/** What a schema found wrong: where, why, and what to do, one each. */
export function problemsOf(error: z.ZodError, prefix: Path = []): Problem[] {
  return error.issues.map(issue => ({
    path: [...prefix, ...pathOf(issue)],
    message: messageFor(issue),
    remedy: remedyFor(issue),
  }));
}

/** Policies that fail, as problems of the fields they name. */
export function failuresOf(policies: readonly PolicyResult[]): Problem[] {
  return policies
    .filter(result => result.outcome === 'fail')
    .map(result => ({
      path: result.path ?? [],
      message: result.explanation,
      ...(result.remedy ? { remedy: result.remedy } : {}),
    }));
}

export function below(prefix: Path, problems: readonly Problem[]): Problem[] {
  return problems.map(problem => ({
    ...problem,
    path: [...prefix, ...problem.path],
  }));
}
