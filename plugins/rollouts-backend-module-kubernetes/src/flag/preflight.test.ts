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

import type { PreflightResult } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Json } from '@stagecraft/backstage-plugin-rollouts-node';
import { sandboxPlane } from '../__testUtils__/sandboxPlane';
import { FLAG_TARGET, flagWith, INTERNAL } from '../__testUtils__/flags';
import type { ControlPlane } from '../conformance/ControlPlane';
import { CLUSTER, proxied } from '../conformance/proxied';
import { FeatureFlagDriver } from './FeatureFlagDriver';
import type { Flag } from './featureFlag';

const END = new Date('2026-11-23T12:00:00Z');

describe('preflight of a flag', () => {
  let plane: ControlPlane;
  let way: Awaited<ReturnType<typeof proxied>>;
  let driver: FeatureFlagDriver;

  beforeAll(async () => {
    plane = await sandboxPlane();
    way = await proxied(plane);
    driver = new FeatureFlagDriver(way.clusters);
  });

  afterEach(() => way.proxy.clear());

  afterAll(async () => {
    await way?.stop();
    await plane?.stop();
  });

  const path = () =>
    `/apis/core.openfeature.dev/v1beta1/namespaces/${plane.namespace}/featureflags`;

  async function withObject<T>(
    name: string,
    flags: Record<string, Flag>,
    then: () => Promise<T>,
  ): Promise<T> {
    await plane.admin.send('POST', path(), {
      apiVersion: 'core.openfeature.dev/v1beta1',
      kind: 'FeatureFlag',
      metadata: { name },
      spec: { flagSpec: { flags } },
    });
    try {
      return await then();
    } finally {
      await plane.admin.send('DELETE', `${path()}/${name}`);
    }
  }

  async function ask(
    options: { header?: { name: string; value: string }; end?: Date } = {},
  ): Promise<Map<string, PreflightResult>> {
    const results = await driver.preflight(
      { ...FLAG_TARGET, cluster: CLUSTER, namespace: plane.namespace },
      options,
      AbortSignal.timeout(10_000),
    );
    return new Map(results.map(result => [result.check, result]));
  }

  const asked = (
    flag: Partial<Flag>,
    options?: Parameters<typeof ask>[0],
  ): ReturnType<typeof ask> =>
    withObject(FLAG_TARGET.name, { 'new-checkout': flagWith(flag) }, () =>
      ask(options),
    );

  it('passes a flag that can be exposed and restored', async () => {
    const results = await asked({}, { end: END });
    expect(
      [...results].map(([check, { outcome }]) => [check, outcome]),
    ).toEqual([
      ['object', 'pass'],
      ['flag', 'pass'],
      ['end', 'pass'],
      ['shadowed', 'pass'],
      ['variants', 'pass'],
      ['dry-run', 'pass'],
    ]);
  });

  it('says that internal people must be known to the flag', async () => {
    const header = (await asked({}, { header: INTERNAL })).get('header');
    expect(header).toMatchObject({
      outcome: 'warn',
      evidence: expect.stringMatching(/attribute x-internal being yes/),
    });
    const dotted = { name: 'x.internal', value: 'yes' };
    expect((await asked({}, { header: dotted })).get('header')?.outcome).toBe(
      'fail',
    );
  });

  it('says what is not there', async () => {
    expect((await ask()).get('object')).toMatchObject({
      outcome: 'fail',
      remedy: expect.stringMatching(/FeatureFlag shop-flags exists/),
    });
    const other = await withObject(FLAG_TARGET.name, {}, () => ask());
    expect(other.get('flag')?.evidence).toMatch(/has no flag new-checkout/);
    expect(other.has('dry-run')).toBe(false);
  });

  it.each<[string, Partial<Flag>, RegExp]>([
    ['disabled', { state: 'DISABLED' }, /is disabled/],
    ['without the new variant', { variants: { off: 1 } }, /no variant on/],
    ['with another default', { defaultVariant: 'dark' }, /variant is dark/],
    [
      'with targeting of another form',
      {
        targeting: {
          fractional: [
            ['on', 1],
            ['off', 1],
          ],
        },
      },
      /no list of conditions/,
    ],
    [
      'that gives the new variant already',
      { targeting: { if: [true, 'on', 'off'] } },
      /already gives on/,
    ],
    [
      'that can’t be told',
      { targeting: { if: [true, { var: 'x' }, 'off'] } },
      /can't be told/,
    ],
    [
      'that gives everybody else something else',
      { targeting: { if: [true, 'off', 'dark'] } },
      /other than off/,
    ],
  ])('fails a flag %s', async (_, flag, expected) => {
    const result = (await asked(flag)).get('flag');
    expect(result).toMatchObject({ outcome: 'fail' });
    expect(`${result?.evidence} ${result?.remedy}`).toMatch(expected);
    expect(result?.remedy).not.toBe('');
  });

  it('fails variants that mean the same', async () => {
    const same: Json = { a: 1 };
    const results = await asked({ variants: { on: same, off: same } });
    expect(results.get('variants')?.outcome).toBe('fail');
  });

  it('warns of the same key in another object', async () => {
    const results = await withObject(
      'legacy-flags',
      { 'new-checkout': flagWith() },
      () => asked({}),
    );
    expect(results.get('shadowed')).toMatchObject({
      outcome: 'warn',
      evidence: expect.stringMatching(/^legacy-flags/),
    });
  });

  it('names a permission that is missing', async () => {
    way.proxy.inject('PATCH', {
      type: 'answer',
      status: 403,
      message: 'no',
    });
    expect((await asked({})).get('dry-run')).toMatchObject({
      outcome: 'fail',
      evidence: expect.stringMatching(/the verb "patch" on featureflags/),
    });
  });

  it('says so when the same key can’t be looked for', async () => {
    way.proxy.inject('GET', { type: 'pass' }, { type: 'answer', status: 403 });
    expect((await asked({})).get('shadowed')).toMatchObject({
      outcome: 'warn',
      evidence: expect.stringMatching(/the verb "list" on featureflags/),
    });
  });

  it('refuses a target without a key', async () => {
    const { part: _, ...target } = FLAG_TARGET;
    await expect(
      driver.observe({ ...target, cluster: CLUSTER }, AbortSignal.timeout(1e4)),
    ).rejects.toThrow(/names no flag.*part the key/);
  });
});
