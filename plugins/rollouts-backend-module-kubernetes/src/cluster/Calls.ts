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

import { answerError, transportError, type CallDescription } from './errors';
import type { ApiAnswer, KubernetesApi } from './KubernetesApi';
import { Limiter, type Lane } from './lanes';
import { pathOf } from './resources';

export interface ClusterLimits {
  /** Of one call, from the moment it is asked for. */
  deadlineMs: number;
  /** Calls under way at a time, per lane. */
  concurrency: Record<Lane, number>;
}

export interface Call {
  signal: AbortSignal;
  lane: Lane;
}

/** A call that was answered, by whatever status. */
export interface AnsweredCall {
  at: Date;
  milliseconds: number;
}

/** What goes with a call besides what its errors name. */
export interface Sent {
  /** Where it is no resource's. */
  path?: string;
  query?: Record<string, string | undefined>;
  body?: { contentType: string; content: unknown };
}

const METHODS = {
  get: 'GET',
  list: 'GET',
  watch: 'GET',
  patch: 'PATCH',
  create: 'POST',
  delete: 'DELETE',
} as const;

function wasClosed(error: unknown): boolean {
  return (
    error instanceof Error &&
    error.cause instanceof Error &&
    'code' in error.cause &&
    error.cause.code === 'ECONNRESET'
  );
}

/**
 * Sends calls to one API server. Each has a deadline and a place in its lane,
 * and fails with a `ClusterError`.
 */
export class Calls {
  readonly #api: KubernetesApi;
  readonly #limits: ClusterLimits;
  readonly #lanes: Record<Lane, Limiter>;
  #last: AnsweredCall | null = null;

  constructor(api: KubernetesApi, limits: ClusterLimits) {
    this.#api = api;
    this.#limits = limits;
    this.#lanes = {
      forward: new Limiter(limits.concurrency.forward),
      observe: new Limiter(limits.concurrency.observe),
      restore: new Limiter(limits.concurrency.restore),
    };
  }

  /** The newest call that was answered; null before the first. */
  get last(): AnsweredCall | null {
    return this.#last;
  }

  /** Reads once more when an idle connection turns out to have been closed. */
  async read(
    description: CallDescription,
    sent: Sent,
    call: Call,
  ): Promise<unknown> {
    try {
      return await this.send(description, sent, call);
    } catch (error) {
      if (!wasClosed(error)) throw error;
      return this.send(description, sent, call);
    }
  }

  /** The body of the answer, as JSON. */
  async send(
    description: CallDescription,
    sent: Sent,
    call: Call,
  ): Promise<unknown> {
    const signal = AbortSignal.any([
      call.signal,
      AbortSignal.timeout(this.#limits.deadlineMs),
    ]);
    let left = false;
    let leftAt = performance.now();
    let answer: ApiAnswer;
    try {
      answer = await this.#lanes[call.lane].run(signal, () =>
        this.#api.request({
          method: METHODS[description.verb],
          path:
            sent.path ??
            pathOf(
              description.resource,
              description.namespace,
              description.name,
              description.subresource,
            ),
          query: sent.query ?? {},
          body: sent.body,
          signal,
          onSend: () => {
            left = true;
            leftAt = performance.now();
          },
        }),
      );
    } catch (error) {
      throw transportError(
        description,
        signal.aborted ? signal.reason : error,
        left,
      );
    }
    this.#last = {
      at: new Date(),
      milliseconds: performance.now() - leftAt,
    };
    if (answer.status < 200 || answer.status > 299) {
      throw answerError(description, answer);
    }
    try {
      return JSON.parse(answer.body);
    } catch (error) {
      throw transportError(description, error, left);
    }
  }
}
