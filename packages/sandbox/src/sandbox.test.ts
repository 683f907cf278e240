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

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox } from './sandbox';
import {
  asJsonPatch,
  CHECKOUT,
  clientsOf,
  getCheckout,
  weightPatch,
} from './__testUtils__/clients';
import { until } from './__testUtils__/until';

let folder: string;
let stateFile: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
  stateFile = join(folder, 'state', 'sandbox.json');
});

afterEach(() => rm(folder, { recursive: true }));

const start = () => createSandbox({ traffic: false, stateFile });

describe('the state file', () => {
  it('brings objects, behaviours and a higher version back', async () => {
    const first = await start();
    const patched = (await clientsOf(
      first.url,
    ).objects.patchNamespacedCustomObject(
      { ...CHECKOUT, body: weightPatch(9000, 1000) },
      asJsonPatch,
    )) as { metadata: { uid: string; resourceVersion: string } };
    await fetch(`${first.url}/sandbox/v1/services/payments/behaviour`, {
      method: 'PUT',
      body: JSON.stringify({ behaviour: 'leaking' }),
    });
    await first.stop();

    const second = await start();
    const clients = clientsOf(second.url);
    const route = await getCheckout(clients);
    expect(route.spec).toMatchObject({
      rules: [{ backendRefs: [{ weight: 9000 }, { weight: 1000 }] }],
    });
    expect(route.metadata.uid).toBe(patched.metadata.uid);
    const created = await clients.core.createNamespacedConfigMap({
      namespace: 'storefront',
      body: { metadata: { name: 'later' } },
    });
    expect(Number(created.metadata?.resourceVersion)).toBeGreaterThan(
      Number(patched.metadata.resourceVersion),
    );
    const response = await fetch(`${second.url}/sandbox/v1/state`);
    const state = (await response.json()) as { behaviours: object };
    expect(state.behaviours).toMatchObject({ payments: 'leaking' });
    await second.stop();
  });

  it('is written a moment after a change, whole, and without leftovers', async () => {
    const sandbox = await start();
    await clientsOf(sandbox.url).core.createNamespacedConfigMap({
      namespace: 'billing',
      body: { metadata: { name: 'noted' } },
    });
    await fetch(`${sandbox.url}/sandbox/v1/services/invoices/behaviour`, {
      method: 'PUT',
      body: JSON.stringify({ behaviour: 'better' }),
    });
    await until('the behaviour in the file', async () => {
      const text = await readFile(stateFile, 'utf8').catch(() => '');
      return text.includes('"invoices":"better"') ? true : undefined;
    });
    await until('the change in the file', async () => {
      const text = await readFile(stateFile, 'utf8').catch(() => '');
      return text.includes('"noted"') ? JSON.parse(text) : undefined;
    });
    await sandbox.stop();
    expect(await readdir(join(folder, 'state'))).toEqual(['sandbox.json']);
  });

  it('is refused when it is damaged', async () => {
    stateFile = join(folder, 'broken.json');
    await writeFile(stateFile, '{"revision": 1');
    await expect(start()).rejects.toThrow(/is damaged; remove it/);
  });
});

describe('ports', () => {
  it('that are in use are named with the setting that changes them', async () => {
    const first = await createSandbox({ traffic: false });
    const port = Number(new URL(first.url).port);
    await expect(createSandbox({ traffic: false, port })).rejects.toThrow(
      `Port ${port} is in use. Stop what uses it, or set STAGECRAFT_SANDBOX_PORT`,
    );
    await first.stop();
    const second = await createSandbox({ traffic: false, port });
    expect(new URL(second.url).port).toBe(String(port));
    await second.stop();
  });
});
