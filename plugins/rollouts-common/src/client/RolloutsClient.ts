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

import { ResponseError } from '@backstage/errors';
import {
  errorBodySchema,
  operations,
  type ErrorBody,
  type Operation,
  type OperationId,
  type OperationInput,
  type OperationOutput,
  type Operations,
} from '../contract';

/** Only the parts of an input that an operation has. */
export type CallInput<K extends OperationId> = Partial<
  OperationInput<Operations[K]>
> & {
  /** Makes repeats of the same request one. */
  idempotencyKey?: string;
  token?: string;
  signal?: AbortSignal;
};

export interface RolloutsClientOptions {
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  fetchApi: { fetch: typeof fetch };
}

/** A refusal of the API, with its remedy and the fields it names. */
export class RolloutsError extends Error {
  readonly status: number;
  readonly detail: ErrorBody['error'];

  constructor(status: number, detail: ErrorBody['error']) {
    super(detail.message);
    this.name = detail.name;
    this.status = status;
    this.detail = detail;
  }
}

function urlOf(
  base: string,
  operation: Operation,
  input: Partial<OperationInput<Operation>>,
): string {
  const params = (input.params ?? {}) as Record<string, unknown>;
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(params[name])),
  );
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input.query ?? {})) {
    if (value !== undefined) query.set(name, String(value));
  }
  const search = query.toString();
  return `${base}/v1${path}${search ? `?${search}` : ''}`;
}

async function refusal(response: Response): Promise<Error> {
  const body = await response
    .clone()
    .json()
    .catch(() => undefined);
  const parsed = errorBodySchema.safeParse(body);
  return parsed.success
    ? new RolloutsError(response.status, parsed.data.error)
    : ResponseError.fromResponse(response);
}

/** Calls the rollouts API, typed by its declaration. */
export class RolloutsClient {
  readonly #discoveryApi: RolloutsClientOptions['discoveryApi'];
  readonly #fetchApi: RolloutsClientOptions['fetchApi'];

  constructor(options: RolloutsClientOptions) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  /**
   * @throws RolloutsError when the API refuses, ResponseError when something
   * in between does.
   */
  async call<K extends OperationId>(
    id: K,
    input: CallInput<K> = {},
  ): Promise<OperationOutput<Operations[K]>> {
    const operation: Operation = operations[id];
    const base = await this.#discoveryApi.getBaseUrl('rollouts');
    const response = await this.#fetchApi.fetch(urlOf(base, operation, input), {
      method: operation.method.toUpperCase(),
      headers: {
        ...(input.body === undefined
          ? {}
          : { 'content-type': 'application/json' }),
        ...(input.idempotencyKey
          ? { 'idempotency-key': input.idempotencyKey }
          : {}),
        ...(input.token ? { authorization: `Bearer ${input.token}` } : {}),
      },
      body: input.body === undefined ? undefined : JSON.stringify(input.body),
      signal: input.signal,
    });
    if (!response.ok) throw await refusal(response);
    // An operation that answers with text declares a text as its answer.
    return (operation.media ? response.text() : response.json()) as Promise<
      OperationOutput<Operations[K]>
    >;
  }
}
