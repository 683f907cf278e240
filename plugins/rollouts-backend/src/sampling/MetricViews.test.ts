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

import { TestDatabases } from '@backstage/backend-test-utils';
import { conversion, SamplingWorld } from './__testUtils__/SamplingWorld';
import { MetricViews } from './MetricViews';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

let world: SamplingWorld;
beforeEach(async () => {
  world = await SamplingWorld.create(databases);
});

describe('metrics for people who write a plan', () => {
  const service = {
    ref: 'component:default/checkout',
    cluster: 'sandbox',
    namespace: 'storefront',
    name: 'checkout',
    backends: { baseline: 'a', new: 'b' },
  };
  const views = () =>
    new MetricViews({
      knex: world.knex,
      providers: [world.provider],
      intervalSeconds: 1,
    });

  it("show what serves now, and each metric's trouble by itself", async () => {
    const list = await views().list([service]);
    expect(list).toMatchObject([
      { definition: conversion, current: 0.01 },
      { hash: world.hashes.errors, current: 0.01 },
    ]);
    expect(list[0].trouble).toBeUndefined();
    world.provider.values.baseline = { value: null, count: 0 };
    expect((await views().list([service]))[0]).toMatchObject({
      current: null,
      trouble: 'No traffic in the 1 s before',
    });
    world.provider.failing.add(service.ref);
    expect((await views().list([service]))[0]).toMatchObject({
      current: null,
      at: null,
      trouble: `cannot read ${service.ref}`,
    });
  });

  it('are told of all targets together', async () => {
    const two = [service, { ...service, cluster: 'elsewhere' }];
    expect(await views().list(two)).toMatchObject([
      { current: 0.01 },
      { current: 0.01 },
    ]);
    const [point] = await views().history('error-ratio', two, 60);
    expect(point).toMatchObject({ value: 0.01, count: 2000 });
  });

  it('are listed without values when no service is named', async () => {
    expect(await views().list(undefined)).toMatchObject([
      { current: null, at: null },
      { current: null, at: null },
    ]);
    expect(world.provider.queries).toEqual([]);
  });

  it('have a past, evenly spaced', async () => {
    const points = await views().history('error-ratio', [service], 60);
    expect(points).toHaveLength(121);
    expect(Date.parse(points[1].at) - Date.parse(points[0].at)).toBe(30_000);
    expect(points[0]).toMatchObject({ value: 0.01, count: 1000 });
    world.provider.failing.add(service.ref);
    await expect(views().history('error-ratio', [service], 60)).rejects.toThrow(
      'could not be read: cannot read component',
    );
    await expect(views().history('nothing', [service], 60)).rejects.toThrow(
      'There is no metric named nothing',
    );
  });
});
