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

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  faultsOfManifest,
  faultsOfPacked,
  manifestOf,
  publishedFolders,
} from './faults.mjs';

const privateNames = ['packages/sandbox', 'packages/app'].map(
  folder => manifestOf(folder).name,
);

for (const folder of await publishedFolders()) {
  test(`${folder} can be published`, () => {
    assert.deepEqual(faultsOfManifest(manifestOf(folder), privateNames), []);
  });
}

test('a package that needs a private one can not be published', () => {
  const manifest = manifestOf('plugins/rollouts-backend');
  const faults = faultsOfManifest(
    {
      ...manifest,
      files: ['dist'],
      dependencies: { ...manifest.dependencies, '@stagecraft/sandbox': '*' },
    },
    privateNames,
  );
  assert.deepEqual(faults, [
    'files does not have what configSchema names',
    'It depends on @stagecraft/sandbox, which is not published',
  ]);
});

test('what was packed has what it names, and no sources and tests', () => {
  const manifest = {
    main: './dist/index.cjs.js',
    types: 'dist/index.d.ts',
    configSchema: 'config.schema.json',
    dependencies: { ok: '^1.0.0', not: 'workspace:^' },
  };
  assert.deepEqual(
    faultsOfPacked(
      [
        'package.json',
        'dist/index.cjs.js',
        'dist/index.d.ts',
        'dist/deep/look.test.cjs.js',
        'src/index.ts',
      ],
      manifest,
    ),
    [
      'config.schema.json is missing',
      'dist/deep/look.test.cjs.js does not belong into it',
      'src/index.ts does not belong into it',
      'not is still asked for from the workspace',
    ],
  );
});
