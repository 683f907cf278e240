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

import { InputError, ResponseError } from '@backstage/errors';
import {
  RolloutsError,
  tellRefusal,
} from '@stagecraft/backstage-plugin-rollouts-common';

function statusOf(error: unknown): number | undefined {
  if (error instanceof RolloutsError) return error.status;
  return error instanceof ResponseError ? error.statusCode : undefined;
}

/** Whether asking again may help: no answer at all, or none for now. */
export function mayPass(error: unknown): boolean {
  const status = statusOf(error);
  return status === undefined
    ? // What `fetch` throws when nobody answers.
      error instanceof TypeError
    : status >= 500 || status === 429;
}

/**
 * A refusal of the API in the words of a task's log; anything else stays what
 * it is.
 */
export function told(error: unknown): unknown {
  return error instanceof RolloutsError && !mayPass(error)
    ? new InputError(tellRefusal(error))
    : error;
}
