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
  InputError,
  NotFoundError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';
import type { RootConfigService } from '@backstage/backend-plugin-api';
import type { Behaviour } from '../behaviour/behaviours';
import type { ServiceView } from '../control/services';
import type { QueryResult, SandboxQuery } from '../metrics/query';

const DEFAULT_PORT = 7010;
const DEADLINE_MILLISECONDS = 5000;

/** Base URL of the sandbox by `sandbox.baseUrl` or `sandbox.port`. */
export function sandboxUrl(config: RootConfigService): string {
  const port = config.getOptionalNumber('sandbox.port') ?? DEFAULT_PORT;
  return (
    config.getOptionalString('sandbox.baseUrl') ?? `http://127.0.0.1:${port}`
  );
}

function messageIn(body: string): string {
  try {
    const parsed: { error?: { message?: unknown } } = JSON.parse(body);
    return String(parsed.error?.message ?? body);
  } catch {
    return body;
  }
}

/** The sandbox's control API. */
export class SandboxClient {
  readonly #baseUrl: string;
  readonly #deadlineMilliseconds: number;

  constructor(
    baseUrl: string,
    deadlineMilliseconds: number = DEADLINE_MILLISECONDS,
  ) {
    this.#baseUrl = baseUrl.replace(/\/$/, '');
    this.#deadlineMilliseconds = deadlineMilliseconds;
  }

  async services(): Promise<ServiceView[]> {
    const text = await this.#send('GET', 'services');
    const { services }: { services: ServiceView[] } = JSON.parse(text);
    return services;
  }

  async setBehaviour(name: string, behaviour: Behaviour): Promise<ServiceView> {
    const path = `services/${encodeURIComponent(name)}/behaviour`;
    return JSON.parse(await this.#send('PUT', path, { behaviour }));
  }

  /** The objects that carry the services' exposure, as YAML documents. */
  objects(): Promise<string> {
    return this.#send('GET', 'objects');
  }

  /** One result per end, in order. */
  async query(
    query: SandboxQuery & { ends: number[] },
    signal?: AbortSignal,
  ): Promise<QueryResult[]> {
    const text = await this.#send('POST', 'query', query, signal);
    const { results }: { results: QueryResult[] } = JSON.parse(text);
    return results;
  }

  /**
   * @throws ServiceUnavailableError when the sandbox does not answer in time
   * or fails; InputError and NotFoundError with its words.
   */
  async #send(
    method: string,
    path: string,
    body?: unknown,
    signal?: AbortSignal,
  ): Promise<string> {
    const deadline = AbortSignal.timeout(this.#deadlineMilliseconds);
    let response: Response;
    let text: string;
    try {
      response = await fetch(`${this.#baseUrl}/sandbox/v1/${path}`, {
        method,
        signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
        ...(body !== undefined && {
          body: JSON.stringify(body),
          headers: { 'Content-Type': 'application/json' },
        }),
      });
      text = await response.text();
    } catch (error) {
      const cause = toError(error);
      const why = deadline.aborted
        ? `no answer within ${this.#deadlineMilliseconds} ms`
        : cause.message;
      throw new ServiceUnavailableError(
        `The sandbox at ${
          this.#baseUrl
        } can't be reached (${why}). Start it, or set sandbox.port to where it runs.`,
        cause,
      );
    }
    if (response.ok) return text;
    const message = messageIn(text);
    if (response.status === 400) throw new InputError(message);
    if (response.status === 404) throw new NotFoundError(message);
    throw new ServiceUnavailableError(
      `The sandbox answered ${response.status}: ${message}`,
    );
  }
}
