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

import { once, EventEmitter } from 'node:events';
import { ConfigReader } from '@backstage/config';
import { createSandbox, type Sandbox } from '@stagecraft/sandbox';
import { portalConfig } from '../__testUtils__/sandboxDriver';
import { Clusters } from '../cluster/Clusters';
import { HTTP_ROUTES } from '../cluster/resources';

const ROUTE = {
  resource: HTTP_ROUTES,
  namespace: 'storefront',
  name: 'checkout',
};
const SILENCE_MS = 400;

describe('watching objects', () => {
  let sandbox: Sandbox;
  let clusters: Clusters;
  let listening: AbortController;
  const heard = new EventEmitter();
  const troubles: (string | null)[] = [];

  beforeEach(async () => {
    sandbox = await createSandbox({
      traffic: false,
      controllerDelayMilliseconds: 1,
      bookmarkIntervalMilliseconds: 50,
    });
    troubles.length = 0;
    listening = new AbortController();
    clusters = Clusters.fromConfig(
      new ConfigReader(portalConfig(sandbox.url)),
      [],
      {
        silenceMs: SILENCE_MS,
        pauseMs: { first: 10, longest: 50 },
        onTrouble: (_what, message) => {
          troubles.push(message);
          heard.emit(message === null ? 'going' : 'broken');
        },
      },
    );
  });

  afterEach(async () => {
    listening.abort();
    clusters.close();
    await sandbox.stop();
  });

  async function listen() {
    const found = once(heard, 'change');
    clusters.listen(
      'demo',
      ROUTE,
      () => heard.emit('change'),
      listening.signal,
    );
    await found;
  }

  async function annotate(value: string, name = ROUTE.name) {
    await clusters.get('demo').patch(
      { ...ROUTE, name },
      {
        kind: 'merge',
        merge: { metadata: { annotations: { 'stagecraft.dev/fence': value } } },
      },
      { validation: 'Strict' },
      { signal: AbortSignal.timeout(5000), lane: 'forward' },
    );
  }

  async function inject(fault: unknown) {
    const answer = await fetch(`${sandbox.url}/sandbox/v1/faults`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(fault),
    });
    expect(answer.status).toBe(201);
  }

  async function heal() {
    await fetch(`${sandbox.url}/sandbox/v1/faults`, { method: 'DELETE' });
  }

  it('tells what is there, then each change of it and of nothing else', async () => {
    await listen();
    const others: unknown[] = [];
    clusters.listen(
      'demo',
      { ...ROUTE, name: 'recommendations' },
      () => others.push(1),
      listening.signal,
    );
    const change = once(heard, 'change');
    await annotate('1.1');
    await change;
    expect(others).toHaveLength(1);
  });

  it('hears what happened while the watch was broken', async () => {
    await listen();
    const broken = once(heard, 'broken');
    await inject({ match: { verb: 'watch' }, effect: { type: 'hang' } });
    await broken;
    const change = once(heard, 'change');
    await annotate('1.2');
    await heal();
    await change;
    expect(troubles[0]).toMatch(/watch httproutes.* in namespace storefront/);
    expect(troubles.at(-1)).toBeNull();
  });

  it('comes back from refusals', async () => {
    const broken = once(heard, 'broken');
    await inject({
      match: { verb: 'watch' },
      times: 3,
      effect: { type: 'fail', status: 503 },
    });
    await Promise.all([broken, listen()]);
    expect(troubles).toContain(null);
  });

  it('ends with its last listener', async () => {
    await listen();
    listening.abort();
    await inject({ match: { verb: 'watch' }, effect: { type: 'hang' } });
    listening = new AbortController();
    const broken = once(heard, 'broken');
    clusters.listen('demo', ROUTE, () => {}, listening.signal);
    await broken;
    expect(troubles).toHaveLength(1);
  });
});
