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

import { Watch } from '@kubernetes/client-node';
import { createSandbox, Sandbox } from '../sandbox';
import {
  asMergePatch,
  CHECKOUT,
  Clients,
  clientsOf,
  getCheckout,
} from '../__testUtils__/clients';
import { until } from '../__testUtils__/until';
import { KubeObject } from './object';

let sandbox: Sandbox;
let clients: Clients;

beforeAll(async () => {
  sandbox = await createSandbox({
    traffic: false,
    bookmarkIntervalMilliseconds: 50,
    controllerDelayMilliseconds: 1,
  });
  clients = clientsOf(sandbox.url);
});

afterAll(() => sandbox.stop());

const ROUTES_PATH =
  '/apis/gateway.networking.k8s.io/v1/namespaces/storefront/httproutes';

interface SeenEvent {
  type: string;
  object: KubeObject & { code?: number; reason?: string };
}

/** Reads a watch line by line, apart from any client library. */
function watching(parameters: Record<string, string>) {
  const abort = new AbortController();
  const events: SeenEvent[] = [];
  const query = new URLSearchParams({ watch: 'true', ...parameters });
  const ended = (async () => {
    const response = await fetch(`${sandbox.url}${ROUTES_PATH}?${query}`, {
      signal: abort.signal,
    });
    let rest = '';
    const decoder = new TextDecoder();
    if (!response.body) throw new Error('No body');
    for await (const chunk of response.body) {
      rest += decoder.decode(chunk as Uint8Array, { stream: true });
      const lines = rest.split('\n');
      rest = lines.pop() ?? '';
      events.push(...lines.map(line => JSON.parse(line)));
    }
  })();
  ended.catch(() => undefined);
  return {
    events,
    ended,
    stop: () => abort.abort(),
    seen: (what: string, test: (event: SeenEvent) => boolean) =>
      until(what, () => events.find(test)),
  };
}

const label = (value: string | null) =>
  clients.objects.patchNamespacedCustomObject(
    { ...CHECKOUT, body: { metadata: { labels: { watched: value } } } },
    asMergePatch,
  ) as Promise<KubeObject>;

describe('watch', () => {
  it('begins with what is there, then tells what changes', async () => {
    const watch = watching({});
    await watch.seen('two routes', () => watch.events.length >= 2);
    expect(watch.events.slice(0, 2).map(({ type }) => type)).toEqual([
      'ADDED',
      'ADDED',
    ]);
    const changed = await label('a');
    const { object } = await watch.seen(
      'the change',
      event =>
        event.type === 'MODIFIED' &&
        event.object.metadata.resourceVersion ===
          changed.metadata.resourceVersion,
    );
    expect(object).toEqual(changed);
    watch.stop();
  });

  it('resumes after a version without losing or repeating an event', async () => {
    const from = await getCheckout(clients);
    const versions: string[] = [];
    for (const value of ['b', 'c', 'd']) {
      versions.push((await label(value)).metadata.resourceVersion);
    }
    const watch = watching({
      resourceVersion: from.metadata.resourceVersion,
      fieldSelector: 'metadata.name=checkout',
    });
    await watch.seen(
      'the last',
      ({ object }) => object.metadata.resourceVersion === versions[2],
    );
    expect(
      watch.events.map(({ object }) => object.metadata.resourceVersion),
    ).toEqual(versions);
    watch.stop();
  });

  it('sends bookmarks only to who asks', async () => {
    const asking = watching({ allowWatchBookmarks: 'true' });
    const silent = watching({});
    const { object } = await asking.seen(
      'a bookmark',
      ({ type }) => type === 'BOOKMARK',
    );
    expect(object.kind).toBe('HTTPRoute');
    expect(Number(object.metadata.resourceVersion)).toBeGreaterThan(1);
    expect(silent.events.map(({ type }) => type)).not.toContain('BOOKMARK');
    asking.stop();
    silent.stop();
  });

  it('adds and deletes what starts and stops to match', async () => {
    const watch = watching({ labelSelector: 'watched=yes' });
    await label('yes');
    await watch.seen('ADDED', ({ type }) => type === 'ADDED');
    await label('no');
    await watch.seen('DELETED', ({ type }) => type === 'DELETED');
    expect(watch.events.map(({ type }) => type)).toEqual(['ADDED', 'DELETED']);
    watch.stop();
  });

  it('ends by itself after timeoutSeconds', async () => {
    const watch = watching({ timeoutSeconds: '1' });
    await expect(watch.ended).resolves.toBeUndefined();
  });

  it('answers 410 in an event when the version is too old', async () => {
    const { metadata } = await getCheckout(clients);
    await label('e');
    const open = watching({});
    await open.seen('a route', () => true);
    const response = await fetch(`${sandbox.url}/sandbox/v1/watches/drop`, {
      method: 'POST',
      body: JSON.stringify({ compact: true }),
    });
    expect(await response.json()).toEqual({ dropped: 1 });
    await expect(open.ended).rejects.toThrow();
    const watch = watching({ resourceVersion: metadata.resourceVersion });
    await watch.ended;
    expect(watch.events).toEqual([
      {
        type: 'ERROR',
        object: expect.objectContaining({ code: 410, reason: 'Expired' }),
      },
    ]);
  });

  it('refuses a version that is none', async () => {
    const response = await fetch(
      `${sandbox.url}${ROUTES_PATH}?watch=true&resourceVersion=latest`,
    );
    expect(response.status).toBe(400);
  });

  it('serves the client library', async () => {
    const seen: string[] = [];
    const abort = await new Watch(clients.config).watch(
      ROUTES_PATH,
      { allowWatchBookmarks: true },
      (phase, object: KubeObject) =>
        seen.push(`${phase} ${object.metadata.name}`),
      () => undefined,
    );
    await until('both routes', () => (seen.length >= 2 ? seen : undefined));
    expect(seen.slice(0, 2)).toEqual([
      'ADDED checkout',
      'ADDED recommendations',
    ]);
    abort.abort();
  });
});
