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

import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  RolloutsError,
  tellRefusal,
  type CallInput,
  type OperationId,
  type OperationOutput,
  type Operations,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { RolloutsService } from '@stagecraft/backstage-plugin-rollouts-node';

const ERRORS: Record<number, new (message: string) => Error> = {
  400: InputError,
  403: NotAllowedError,
  404: NotFoundError,
  409: ConflictError,
};

function told(error: unknown): unknown {
  if (!(error instanceof RolloutsError)) return error;
  const Told = ERRORS[error.status];
  return Told ? new Told(tellRefusal(error)) : error;
}

/** Calls the API for whoever invoked an action. */
export type Caller = <K extends OperationId>(
  credentials: BackstageCredentials,
  id: K,
  input: Omit<CallInput<K>, 'token'>,
) => Promise<OperationOutput<Operations[K]>>;

function isOfPerson({ principal }: BackstageCredentials): boolean {
  return (
    typeof principal === 'object' &&
    principal !== null &&
    'type' in principal &&
    principal.type === 'user'
  );
}

/**
 * An agent does what its person may do through a plugin, over the same routes
 * as everybody. A service that invokes an action would be taken for this
 * plugin itself there, so it is refused.
 */
export function callerOf(rollouts: RolloutsService): Caller {
  return async (credentials, id, input) => {
    if (!isOfPerson(credentials)) {
      throw new NotAllowedError(
        'Actions on rollouts need the credentials of a person: sign in, or call the API with a token of its own',
      );
    }
    try {
      return await rollouts.call(id, input, { credentials });
    } catch (error) {
      throw told(error);
    }
  };
}
