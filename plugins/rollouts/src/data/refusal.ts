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
  RolloutsError,
  type Problem,
} from '@stagecraft/backstage-plugin-rollouts-common';

/** Why a call failed, in the words a person needs. */
export interface Refusal {
  /** Whether a server answered at all. */
  answered: boolean;
  kind:
    | 'not-allowed'
    | 'not-found'
    | 'changed'
    | 'invalid'
    | 'unreachable'
    | 'failed';
  message: string;
  remedy?: string;
  /** Entity references or roles. */
  whoCould: string[];
  problems: Problem[];
}

const KINDS: Record<number, Refusal['kind']> = {
  400: 'invalid',
  401: 'not-allowed',
  403: 'not-allowed',
  404: 'not-found',
  409: 'changed',
  422: 'invalid',
};

function statusOf(error: unknown): number | undefined {
  if (error instanceof RolloutsError) return error.status;
  const status =
    typeof error === 'object' && error !== null && 'statusCode' in error
      ? error.statusCode
      : undefined;
  return typeof status === 'number' ? status : undefined;
}

export function refusalOf(error: unknown): Refusal {
  const status = statusOf(error);
  const detail = error instanceof RolloutsError ? error.detail : undefined;
  return {
    answered: status !== undefined && status < 500,
    kind: status === undefined ? 'unreachable' : KINDS[status] ?? 'failed',
    message: error instanceof Error ? error.message : String(error),
    remedy: detail?.remedy,
    whoCould: detail?.whoCould ?? [],
    problems: detail?.problems ?? [],
  };
}

/** What is wrong with a field, with what to do about it. */
export function problemAt(
  problems: readonly Problem[],
  ...path: Problem['path']
): string | undefined {
  const found = problems.find(problem =>
    path.every((part, index) => problem.path[index] === part),
  );
  if (!found) return undefined;
  const { message, remedy } = found;
  return remedy && remedy !== message ? `${message}. ${remedy}` : message;
}
