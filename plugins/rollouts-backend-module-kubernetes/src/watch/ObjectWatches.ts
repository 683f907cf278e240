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

import type { Cluster } from '../cluster/Cluster';
import type { WatchEvent } from '../cluster/openWatch';
import { qualified, type ObjectRef } from '../cluster/resources';
import { FENCE_ANNOTATION } from '../write/fence';
import { followObjects, type FollowOptions } from './followObjects';

type Listener = () => void;

/** Status changes all the time; only what we write or rivals do counts. */
function markOf({ type, object }: WatchEvent): string {
  const { generation, resourceVersion, annotations } = object.metadata;
  return [
    type === 'DELETED',
    generation ?? resourceVersion,
    annotations?.[FENCE_ANNOTATION],
  ].join(' ');
}

/** The objects of one resource in one namespace that somebody listens to. */
class Followed {
  readonly listeners = new Map<string, Set<Listener>>();
  readonly #marks = new Map<string, string>();
  readonly #end = new AbortController();

  start(options: Omit<FollowOptions, 'signal' | 'onEvent'>): void {
    void followObjects({
      ...options,
      signal: this.#end.signal,
      onEvent: event => this.#seen(event),
    });
  }

  stop(): void {
    this.#end.abort();
  }

  #seen(event: WatchEvent): void {
    const { name } = event.object.metadata;
    if (name === undefined || !this.listeners.has(name)) return;
    const mark = markOf(event);
    const before = this.#marks.get(name);
    this.#marks.set(name, mark);
    if (before === mark) return;
    for (const listener of this.listeners.get(name) ?? []) listener();
  }
}

export interface WatchesOptions
  extends Pick<FollowOptions, 'silenceMs' | 'pauseMs'> {
  /** Told when a watch breaks, and once with null when it goes on. */
  onTrouble?(what: string, message: string | null): void;
}

/**
 * One watch a cluster, resource and namespace, however many objects of it are
 * listened to. What it tells is a hint to look: a watch may be late or broken.
 */
export class ObjectWatches {
  readonly #followed = new Map<string, Followed>();
  readonly #options: WatchesOptions;

  constructor(options: WatchesOptions = {}) {
    this.#options = options;
  }

  /**
   * Calls `onChange` when the object changed or is gone, and when a watch that
   * begins for it finds it.
   */
  listen(
    cluster: Cluster,
    ref: ObjectRef & { namespace: string },
    onChange: Listener,
    signal: AbortSignal,
  ): void {
    if (signal.aborted) return;
    const what = `${qualified(ref.resource)} in namespace ${
      ref.namespace
    } of cluster ${cluster.name}`;
    const followed =
      this.#followed.get(what) ?? this.#follow(what, cluster, ref);
    const listeners = followed.listeners.get(ref.name) ?? new Set();
    listeners.add(onChange);
    followed.listeners.set(ref.name, listeners);
    signal.addEventListener('abort', () => {
      listeners.delete(onChange);
      if (listeners.size === 0) followed.listeners.delete(ref.name);
      if (followed.listeners.size > 0) return;
      followed.stop();
      this.#followed.delete(what);
    });
  }

  #follow(
    what: string,
    cluster: Cluster,
    { resource, namespace }: ObjectRef & { namespace: string },
  ): Followed {
    const followed = new Followed();
    this.#followed.set(what, followed);
    const { onTrouble, ...pace } = this.#options;
    followed.start({
      ...pace,
      cluster,
      resource,
      namespace,
      onTrouble: message => onTrouble?.(what, message),
    });
    return followed;
  }
}
