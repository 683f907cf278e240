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

import type { CapsuleSubject } from '@stagecraft/backstage-plugin-rollouts-node';
import { generateKeyPairSync } from 'node:crypto';
import * as fs from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { startControlPlane } from '../__testUtils__/describeDriver';
import { CapsuleBench, hasKubectl } from './CapsuleBench';
import type { ControlPlane } from './ControlPlane';
import type { DriverWorld } from './DriverWorld';
import { GatewayApiWorld } from './GatewayApiWorld';
import { Rollout } from './rollout';

jest.setTimeout(120_000);

const CONFIG_MAPS = '/api/v1/namespaces/stagecraft/configmaps';
const manifestSchema = z.looseObject({
  metadata: z.looseObject({
    name: z.string(),
    labels: z.record(z.string(), z.string()),
  }),
  data: z.record(z.string(), z.string()),
});

const described = hasKubectl ? describe : describe.skip;

described('taking back by a capsule', () => {
  let plane: ControlPlane;
  let world: DriverWorld;
  let bench: CapsuleBench;

  beforeAll(async () => {
    plane = await startControlPlane();
    world = await new GatewayApiWorld(plane).start();
    bench = await CapsuleBench.start(plane);
  });

  afterAll(async () => {
    await bench?.stop();
    await world?.stop();
    await plane?.stop();
  });

  /** A rollout at half, and its capsule. */
  async function exposed(over: Partial<CapsuleSubject> = {}) {
    const rollout = await Rollout.captured(world);
    const subject = { ...(await bench.subject(world, rollout)), ...over };
    const capsule = await bench.seal(subject);
    await rollout.expose({ internal: 10_000, everyone: 5_000 });
    return { rollout, subject, capsule };
  }

  /** A copy of a capsule, changed, under a name of its own. */
  async function forge(
    capsule: string,
    change: (data: Record<string, string>) => void,
  ): Promise<string> {
    const { metadata, data } = manifestSchema.parse(
      await plane.admin.send('GET', `${CONFIG_MAPS}/${capsule}`),
    );
    const name = `${metadata.name}-forged`;
    change(data);
    await plane.admin.send('POST', CONFIG_MAPS, {
      metadata: { name, labels: metadata.labels },
      immutable: true,
      data,
    });
    return name;
  }

  /** Why it was refused. @throws when it was not, or something changed. */
  async function refusal(rollout: Rollout, capsule: string): Promise<string> {
    const before = await rollout.content();
    const { code, errors } = await bench.apply(capsule);
    const isUntouched = isDeepStrictEqual(await rollout.content(), before);
    if (code === 1 && isUntouched) return errors;
    throw new Error(`Not refused: it ended with ${code}. ${errors}`);
  }

  it('lists capsules, checks one without a change, and applies it', async () => {
    const { rollout, capsule } = await exposed();
    const before = await rollout.content();
    const { out: list } = await bench.takeBack('list');
    expect(list).toMatch(
      new RegExp(`${capsule}.*${rollout.target.name}.*rollout conformance`),
    );
    const checked = await bench.check(capsule);
    expect(checked).toMatchObject({ code: 0, errors: '' });
    expect(checked.out).toContain('/backendRefs/');
    expect(await rollout.content()).toEqual(before);

    expect(await bench.apply(capsule)).toMatchObject({ code: 0 });
    expect((await rollout.observe()).exposure.everyone).toBe(0);
    // Once more does no harm.
    expect(await bench.apply(capsule)).toMatchObject({ code: 0 });
  });

  it.each<[string, (data: Record<string, string>) => void]>([
    [
      'its text',
      data => {
        data.capsule = data.capsule.replace('"value":0', '"value":1');
      },
    ],
    [
      'its signature',
      data => {
        const first = data.signature.startsWith('A') ? 'B' : 'A';
        data.signature = `${first}${data.signature.slice(1)}`;
      },
    ],
  ])('refuses a capsule with one byte of %s changed', async (_, change) => {
    const { rollout, capsule } = await exposed();
    const forged = await forge(capsule, change);
    expect(await refusal(rollout, forged)).toMatch(
      /signature is not by the key/,
    );
  });

  it('refuses a capsule under another key', async () => {
    const { capsule } = await exposed();
    const { publicKey } = generateKeyPairSync('ed25519');
    const other = `${bench.key}.other`;
    await fs.writeFile(
      other,
      publicKey.export({ type: 'spki', format: 'pem' }),
    );
    expect(await bench.check(capsule, other)).toMatchObject({ code: 1 });
  });

  it('refuses a capsule of another cluster', async () => {
    const { rollout, subject } = await exposed();
    const { metadata, ...elsewhere } = bench.manifest(subject, 'elsewhere');
    await plane.admin.send('POST', CONFIG_MAPS, { metadata, ...elsewhere });
    expect(await refusal(rollout, metadata.name)).toMatch(
      /is of the cluster elsewhere/,
    );
  });

  it('refuses the ramp once the rollout completed, and everything once it is closed', async () => {
    const { rollout, subject, capsule } = await exposed();
    const later = { ...subject, at: new Date(subject.at.getTime() + 1) };
    const completed = await bench.seal(later, 'completed');
    expect(await refusal(rollout, capsule)).toMatch(
      /newer, of the phase completed/,
    );
    expect(await bench.check(completed)).toMatchObject({ code: 0 });

    const last = { ...subject, at: new Date(subject.at.getTime() + 2) };
    await bench.capsules.close(last, AbortSignal.timeout(10_000));
    expect(await refusal(rollout, capsule)).toMatch(/of the phase closed/);
    expect(await refusal(rollout, completed)).toMatch(/of the phase closed/);
  });

  it('marks the Services of the pair while they are governed', async () => {
    const service = `/api/v1/namespaces/${plane.namespace}/services`;
    const { subject } = await exposed();
    const { baseline } = subject.target.backends;
    await plane.admin.send('POST', service, {
      metadata: { name: baseline },
      spec: { selector: { app: 'checkout' }, ports: [{ port: 80 }] },
    });
    const marked = async () => {
      const { text } = await plane.admin.call('GET', `${service}/${baseline}`);
      return text.includes('"stagecraft.dev/governed":"conformance ');
    };
    const again = { ...subject, at: new Date(subject.at.getTime() + 1) };
    await bench.seal(again);
    expect(await marked()).toBe(true);
    const last = { ...subject, at: new Date(subject.at.getTime() + 2) };
    await bench.capsules.close(last, AbortSignal.timeout(10_000));
    expect(await marked()).toBe(false);
  });

  it('lets nobody close a way back who has not the key', async () => {
    const { rollout, capsule, subject } = await exposed();
    await forge(capsule, data => {
      data.capsule = data.capsule
        .replace('"phase":"ramping"', '"phase":"closed"')
        .replace(/"sealedAt":"\d+/, '"sealedAt":"9999');
    });
    expect(subject.rolloutId).toBe('conformance');
    expect(await bench.apply(capsule)).toMatchObject({ code: 0 });
    expect((await rollout.observe()).exposure.everyone).toBe(0);
  });

  it('takes a ramp back after its end, and nothing that completed', async () => {
    const over = { end: new Date(Date.now() - 1_000) };
    const { rollout, subject, capsule } = await exposed(over);
    expect(await bench.check(capsule)).toMatchObject({ code: 0 });
    const later = { ...subject, at: new Date(subject.at.getTime() + 1) };
    const completed = await bench.seal(later, 'completed');
    expect(await refusal(rollout, completed)).toMatch(/its way back ended at/);
  });

  it('refuses an object that was made anew, or is no longer governed', async () => {
    const anew = await exposed();
    await world.rivals.recreate(anew.rollout.target);
    expect(await refusal(anew.rollout, anew.capsule)).toMatch(
      /it is another object now/,
    );

    const other = await exposed({ rolloutId: 'another' });
    expect(await refusal(other.rollout, other.capsule)).toMatch(
      /not marked as governed by rollout another/,
    );
  });

  it('refuses a route whose pair was moved, and says to do it by hand', async () => {
    const { rollout, capsule } = await exposed();
    await world.rivals.rename(rollout.target);
    expect(await refusal(rollout, capsule)).toMatch(/Take it back by hand/);
  });
});
