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

import { KubeObject } from './object';
import { groupVersion, ResourceKind } from './registry';
import { parseRevision } from './lists';
import { ObjectFilter, requestFilter } from './selectors';
import { expired } from './status';
import { ObjectStore, StoreEvent } from './store';
import { Rendering, table } from './tables';

const DEFAULT_TIMEOUT_SECONDS = 30 * 60;

export interface WatchOptions {
  kind: ResourceKind;
  namespace: string | undefined;
  parameters: URLSearchParams;
  rendering: Rendering;
  bookmarkIntervalMilliseconds: number;
}

/** Where a watch writes its events, one JSON document a line. */
export interface WatchSink {
  send(event: { type: string; object: unknown }): void;
  end(): void;
}

/**
 * What an event looks like through a filter: an object that stops matching is
 * deleted for this watcher, one that starts to match is added.
 */
function seenThrough(
  filter: ObjectFilter,
  event: StoreEvent,
): StoreEvent['type'] | undefined {
  const before = event.previous !== undefined && filter(event.previous);
  const after = event.type !== 'DELETED' && filter(event.object);
  if (before && after) return 'MODIFIED';
  if (after) return 'ADDED';
  return before ? 'DELETED' : undefined;
}

/** One running watch; `stop` ends it without a word, as a broken line does. */
export class Watch {
  readonly #store: ObjectStore;
  readonly #options: WatchOptions;
  readonly #sink: WatchSink;
  readonly #filter: ObjectFilter;
  readonly #cleanup: (() => void)[] = [];
  readonly #revision: number | undefined;
  #sentColumns = false;

  /** @throws ApiError 400 for a selector or version that can't be read. */
  constructor(store: ObjectStore, options: WatchOptions, sink: WatchSink) {
    this.#revision = parseRevision(options.parameters.get('resourceVersion'));
    this.#store = store;
    this.#options = options;
    this.#sink = sink;
    this.#filter = requestFilter(options.kind, options.parameters);
  }

  start(): void {
    const { parameters } = this.#options;
    const revision = this.#revision;
    const missed = revision ? this.#store.eventsSince(revision) : [];
    if (missed === undefined) {
      this.#expire(revision ?? 0);
      return;
    }
    if (!revision || parameters.get('sendInitialEvents') === 'true') {
      this.#sendCurrent();
    } else {
      for (const event of missed) this.#deliver(event);
    }
    this.#cleanup.push(this.#store.subscribe(event => this.#deliver(event)));
    this.#schedule();
  }

  stop(): void {
    for (const clean of this.#cleanup.splice(0)) clean();
  }

  #schedule(): void {
    const { parameters, bookmarkIntervalMilliseconds } = this.#options;
    const seconds =
      Number(parameters.get('timeoutSeconds')) || DEFAULT_TIMEOUT_SECONDS;
    const timeout = setTimeout(() => {
      this.#bookmark();
      this.stop();
      this.#sink.end();
    }, seconds * 1000);
    const bookmarks = setInterval(
      () => this.#bookmark(),
      bookmarkIntervalMilliseconds,
    );
    this.#cleanup.push(
      () => clearTimeout(timeout),
      () => clearInterval(bookmarks),
    );
  }

  #sendCurrent(): void {
    const { kind, namespace, parameters } = this.#options;
    for (const object of this.#store.list(kind, namespace)) {
      if (this.#filter(object)) this.#send('ADDED', object);
    }
    if (parameters.get('sendInitialEvents') === 'true') {
      this.#bookmark({ 'k8s.io/initial-events-end': 'true' });
    }
  }

  #deliver(event: StoreEvent): void {
    const { kind, namespace } = this.#options;
    const within =
      namespace === undefined || event.object.metadata.namespace === namespace;
    if (event.kind !== kind || !within) return;
    const type = seenThrough(this.#filter, event);
    if (type) this.#send(type, event.object);
  }

  #send(type: StoreEvent['type'], object: KubeObject): void {
    if (this.#options.rendering === 'object') {
      this.#sink.send({ type, object });
      return;
    }
    const { resourceVersion } = object.metadata;
    this.#sink.send({
      type,
      object: table(
        this.#options.kind,
        [object],
        { resourceVersion },
        !this.#sentColumns,
      ),
    });
    this.#sentColumns = true;
  }

  #bookmark(annotations?: Record<string, string>): void {
    const { kind, parameters } = this.#options;
    if (parameters.get('allowWatchBookmarks') !== 'true') return;
    this.#sink.send({
      type: 'BOOKMARK',
      object: {
        kind: kind.kind,
        apiVersion: groupVersion(kind),
        metadata: {
          resourceVersion: String(this.#store.revision),
          creationTimestamp: null,
          ...(annotations && { annotations }),
        },
      },
    });
  }

  /** The real server too answers 200 and then an error event. */
  #expire(revision: number): void {
    this.#sink.send({
      type: 'ERROR',
      object: expired(revision, this.#store.compactedRevision).toBody(),
    });
    this.#sink.end();
  }
}
