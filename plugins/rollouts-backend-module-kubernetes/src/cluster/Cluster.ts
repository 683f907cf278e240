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

import { z } from 'zod';
import type { Operation } from '../write/patch';
import {
  answerError,
  ClusterError,
  transportError,
  type CallDescription,
} from './errors';
import type { ApiAnswer, KubernetesApi } from './KubernetesApi';
import { Limiter, type Lane } from './lanes';
import { shaped } from './shape';
import { openWatch, type WatchEvent } from './openWatch';
import { NAMESPACES, pathOf, type ObjectRef, type Resource } from './resources';

/** The name our writes have in `managedFields`; for people, it proves nothing. */
export const FIELD_MANAGER = 'stagecraft';

const IDENTITY_LASTS_MS = 5 * 60_000;

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

export type PatchBody =
  | { kind: 'json'; operations: Operation[] }
  | { kind: 'merge'; merge: Record<string, unknown> };

export interface PatchOptions {
  dryRun?: boolean;
  /**
   * `Strict` refuses fields the cluster does not know, where it would
   * silently drop them; `Ignore` lets nothing stand in the way.
   */
  validation: 'Strict' | 'Ignore';
}

const namespaceSchema = z.looseObject({
  metadata: z.looseObject({ uid: z.string().min(1) }),
});
const listSchema = z.looseObject({
  items: z.array(z.unknown()).nullish(),
  metadata: z.looseObject({ continue: z.string().optional() }).optional(),
});

/** A call that was answered, by whatever status. */
export interface AnsweredCall {
  at: Date;
  milliseconds: number;
}

const METHODS = {
  get: 'GET',
  list: 'GET',
  watch: 'GET',
  patch: 'PATCH',
  create: 'POST',
  delete: 'DELETE',
} as const;

interface Sent {
  /** Where it is no resource's. */
  path?: string;
  query?: Record<string, string | undefined>;
  body?: { contentType: string; content: unknown };
}

/**
 * One cluster as drivers see it. Every call has a deadline and a place in its
 * lane, and fails with a `ClusterError`.
 */
export class Cluster {
  readonly name: string;
  readonly #api: KubernetesApi;
  readonly #limits: ClusterLimits;
  readonly #lanes: Record<Lane, Limiter>;
  #identity: { uid: string; readAt: number } | undefined;
  #lastCall: AnsweredCall | null = null;

  constructor(name: string, api: KubernetesApi, limits: ClusterLimits) {
    this.name = name;
    this.#api = api;
    this.#limits = limits;
    this.#lanes = {
      forward: new Limiter(limits.concurrency.forward),
      observe: new Limiter(limits.concurrency.observe),
      restore: new Limiter(limits.concurrency.restore),
    };
  }

  /** The UID of namespace kube-system: the cluster's, whatever its name here. */
  async identity(call: Call): Promise<string> {
    const known = this.#identity;
    const now = Date.now();
    if (known && now - known.readAt < IDENTITY_LASTS_MS) return known.uid;
    const namespace = shaped(
      namespaceSchema,
      await this.get(
        { resource: NAMESPACES, namespace: null, name: 'kube-system' },
        call,
      ),
      'Namespace kube-system',
    );
    this.#identity = { uid: namespace.metadata.uid, readAt: now };
    return namespace.metadata.uid;
  }

  /** The newest call that was answered; null before the first. */
  get lastCall(): AnsweredCall | null {
    return this.#lastCall;
  }

  /** What is no resource, such as `/version`. */
  async document(path: string, call: Call): Promise<unknown> {
    const resource = { group: '', version: '', plural: path };
    const ref = { resource, namespace: null, name: null };
    return this.#read({ ...this.#describe(ref), verb: 'get' }, { path }, call);
  }

  async get(ref: ObjectRef, call: Call): Promise<unknown> {
    return this.#read({ ...this.#describe(ref), verb: 'get' }, {}, call);
  }

  /** @param namespace - Null for all of them. */
  async list(
    resource: Resource,
    namespace: string | null,
    labelSelector: string | undefined,
    call: Call,
  ): Promise<unknown[]> {
    const items: unknown[] = [];
    let next: string | undefined;
    do {
      const page = shaped(
        listSchema,
        await this.#read(
          {
            ...this.#describe({ resource, namespace, name: null }),
            verb: 'list',
          },
          { query: { labelSelector, limit: '500', continue: next } },
          call,
        ),
        `The list of ${resource.plural}`,
      );
      items.push(...(page.items ?? []));
      next = page.metadata?.continue || undefined;
    } while (next);
    return items;
  }

  /**
   * What happens to a resource's objects from `from` on; where that is
   * undefined, first all that is there. Ends when the server ends it.
   *
   * @param from - the resource version of the event before
   * @throws ClusterError
   */
  async *watch(
    resource: Resource,
    namespace: string,
    from: string | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<WatchEvent> {
    const call = {
      ...this.#describe({ resource, namespace, name: null }),
      namespace,
      verb: 'watch' as const,
    };
    try {
      yield* openWatch(this.#api, call, from, signal);
    } catch (error) {
      throw error instanceof ClusterError
        ? error
        : transportError(call, error, true);
    }
  }

  /**
   * The object as it was made, or would be. A review of
   * `authorization.k8s.io` keeps nothing, like a dry run.
   */
  async create(
    resource: Resource,
    namespace: string | null,
    content: unknown,
    call: Call,
    { dryRun = false }: { dryRun?: boolean } = {},
  ): Promise<unknown> {
    return this.#send(
      {
        ...this.#describe({ resource, namespace, name: null }),
        verb: 'create',
        dryRun: dryRun || resource.group === 'authorization.k8s.io',
      },
      {
        query: {
          fieldManager: FIELD_MANAGER,
          dryRun: dryRun ? 'All' : undefined,
        },
        body: { contentType: 'application/json', content },
      },
      call,
    );
  }

  /** The object as the patch leaves it, or would leave it. */
  async patch(
    ref: ObjectRef,
    body: PatchBody,
    options: PatchOptions,
    call: Call,
  ): Promise<unknown> {
    const dryRun = options.dryRun ?? false;
    return this.#send(
      { ...this.#describe(ref), verb: 'patch', dryRun },
      {
        query: {
          fieldManager: FIELD_MANAGER,
          fieldValidation: options.validation,
          dryRun: dryRun ? 'All' : undefined,
        },
        body:
          body.kind === 'json'
            ? {
                contentType: 'application/json-patch+json',
                content: body.operations,
              }
            : {
                contentType: 'application/merge-patch+json',
                content: body.merge,
              },
      },
      call,
    );
  }

  /** Only for what Stagecraft made itself, such as the fault of a drill. */
  async delete(ref: ObjectRef, call: Call): Promise<void> {
    await this.#send({ ...this.#describe(ref), verb: 'delete' }, {}, call);
  }

  #describe(ref: Omit<ObjectRef, 'name'> & { name: string | null }) {
    return { cluster: this.name, ...ref, dryRun: false };
  }

  /** Reads once more when an idle connection turns out to have been closed. */
  async #read(description: CallDescription, sent: Sent, call: Call) {
    try {
      return await this.#send(description, sent, call);
    } catch (error) {
      const closed =
        error instanceof Error &&
        error.cause instanceof Error &&
        'code' in error.cause &&
        error.cause.code === 'ECONNRESET';
      if (!closed) throw error;
      return this.#send(description, sent, call);
    }
  }

  async #send(
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
    this.#lastCall = {
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
