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

import { writeFileSync } from 'node:fs';
import {
  createMockDirectory,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import {
  currentDefinitions,
  definitionsOf,
  registerDefinitions,
} from '../store/metricDefinitions';
import {
  readConfiguredDefinitions,
  readSamplingConfiguration,
} from './configuration';
import { hashedDefinitions, intervalWarnings } from './definitions';
import {
  conversion,
  errors,
  FakeProvider,
  SamplingWorld,
} from './__testUtils__/SamplingWorld';

const providers = [new FakeProvider()];
const config = (data: object) => mockServices.rootConfig({ data });

describe('definitions', () => {
  it('come with providers, and the configured one wins by name', () => {
    const own = { ...errors, title: 'Our errors' };
    const found = hashedDefinitions({
      providers,
      presets: [errors, conversion],
      configured: [own],
    });
    expect(found.map(({ definition }) => definition)).toEqual([
      own,
      conversion,
    ]);
    expect(found[0].hash).not.toBe(
      hashedDefinitions({ providers, presets: [errors], configured: [] })[0]
        .hash,
    );
  });

  it.each([
    [
      { presets: [{ ...errors, unit: 'parsec' }], configured: [] },
      'The metric definition error-ratio of the metrics providers is not right',
    ],
    [
      { presets: [], configured: ['x'] },
      'The metric definition of rollouts.metrics.definitions is not right',
    ],
    [
      { presets: [errors, errors], configured: [] },
      'named error-ratio: rename one',
    ],
    [
      { presets: [{ ...errors, provider: 'other' }], configured: [] },
      'asks the metrics provider other, which is not installed: add its module, or use one of fake',
    ],
  ])('are refused with the remedy (%#)', (sources, message) => {
    expect(() => hashedDefinitions({ providers, ...sources })).toThrow(message);
  });

  it('warn of a window that is no multiple of the interval', () => {
    const known = hashedDefinitions({
      providers,
      presets: [{ ...errors, windowSeconds: 25 }, conversion],
      configured: [],
    });
    expect(intervalWarnings(known, 10)).toEqual([
      expect.stringContaining('of every 30 s only 25 s count'),
      expect.stringContaining('of every 10 s only 1 s count'),
    ]);
    expect(intervalWarnings(known, 1)).toEqual([]);
  });
});

describe('configuration', () => {
  const directory = createMockDirectory();

  it('reads definitions inline and from YAML files', () => {
    const path = directory.resolve('metrics.yaml');
    writeFileSync(path, 'name: a\n---\n- name: b\n- name: c\n');
    expect(
      readConfiguredDefinitions(
        config({
          rollouts: { metrics: { definitions: [{ name: 'd' }, path] } },
        }),
      ),
    ).toEqual([{ name: 'd' }, { name: 'a' }, { name: 'b' }, { name: 'c' }]);
    expect(readConfiguredDefinitions(config({}))).toEqual([]);
  });

  it('has an interval and a retention', () => {
    expect(readSamplingConfiguration(config({}))).toEqual({
      intervalSeconds: 10,
      retentionDays: 14,
    });
    const read = (sampling: object) =>
      readSamplingConfiguration(config({ rollouts: { sampling } }));
    expect(read({ interval: { seconds: 2 }, retentionDays: 30 })).toEqual({
      intervalSeconds: 2,
      retentionDays: 30,
    });
    expect(() => read({ interval: { milliseconds: 1500 } })).toThrow(
      'use whole seconds',
    );
    expect(() => read({ retentionDays: 1 })).toThrow('at least two');
  });
});

describe('every version is kept', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  it('while new plans use the newest', async () => {
    const { knex, hashes } = await SamplingWorld.create(databases);
    const [next] = hashedDefinitions({
      providers,
      presets: [{ ...errors, windowSeconds: 30 }],
      configured: [],
    });
    await registerDefinitions(knex, [next]);
    expect(await currentDefinitions(knex)).toEqual([next]);
    const cited = await definitionsOf(knex, {
      metricDefinitions: {
        'error-ratio': hashes.errors,
        missing: 'f'.repeat(64),
      },
    });
    expect([...cited]).toEqual([
      ['error-ratio', { hash: hashes.errors, definition: errors }],
    ]);
    await registerDefinitions(knex, [
      { hash: hashes.errors, definition: errors },
    ]);
    expect(await currentDefinitions(knex)).toMatchObject([
      { hash: hashes.errors },
    ]);
  });
});
