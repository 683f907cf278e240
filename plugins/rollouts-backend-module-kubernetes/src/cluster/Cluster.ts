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
  Calls,
  type AnsweredCall,
  type Call,
  type ClusterLimits,
} from './Calls';
import { ClusterError, transportError } from './errors';
import type { KubernetesApi } from './KubernetesApi';
import { openWatch, type WatchEvent } from './openWatch';
import { NAMESPACES, type ObjectRef, type Resource } from './resources';
import { shaped } from './shape';

/** The name our writes have in `managedFields`; for people, it proves nothing. */
export const FIELD_MANAGER = 'stagecraft';

const IDENTITY_LASTS_MS = 5 * 60_000;

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

/** One cluster as drivers see it. What fails, fails with a `ClusterError`. */
export class Cluster {
  readonly name: string;
  readonly #api: KubernetesApi;
  readonly #calls: Calls;
  #identity: { uid: string; readAt: number } | undefined;

  constructor(name: string, api: KubernetesApi, limits: ClusterLimits) {
    this.name = name;
    this.#api = api;
    this.#calls = new Calls(api, limits);
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
    return this.#calls.last;
  }

  /** What is no resource, such as `/version`. */
  async document(path: string, call: Call): Promise<unknown> {
    const resource = { group: '', version: '', plural: path };
    const ref = { resource, namespace: null, name: null };
    return this.#calls.read(
      { ...this.#describe(ref), verb: 'get' },
      { path },
      call,
    );
  }

  async get(ref: ObjectRef, call: Call): Promise<unknown> {
    return this.#calls.read({ ...this.#describe(ref), verb: 'get' }, {}, call);
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
        await this.#calls.read(
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
    return this.#calls.send(
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
    return this.#calls.send(
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
    await this.#calls.send(
      { ...this.#describe(ref), verb: 'delete' },
      {},
      call,
    );
  }

  #describe(ref: Omit<ObjectRef, 'name'> & { name: string | null }) {
    return { cluster: this.name, ...ref, dryRun: false };
  }
}
