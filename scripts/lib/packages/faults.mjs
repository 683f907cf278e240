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

import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../paths.mjs';

/** The folders of the packages that are published, below `root`. */
export async function publishedFolders() {
  const folders = await readdir(path.join(root, 'plugins'));
  return folders.map(name => path.join('plugins', name)).sort();
}

/** @returns the package.json of a folder below `root` */
export function manifestOf(folder) {
  return JSON.parse(
    readFileSync(path.join(root, folder, 'package.json'), 'utf8'),
  );
}

/** What would keep a package from working outside this repository. */
export function faultsOfManifest(manifest, privateNames) {
  const { dependencies = {}, peerDependencies = {}, publishConfig } = manifest;
  const { prepack, postpack } = manifest.scripts;
  const needed = Object.keys({ ...dependencies, ...peerDependencies });
  return [
    manifest.private && 'It is private',
    !manifest.backstage?.role && 'backstage.role is missing',
    !manifest.backstage?.pluginId && 'backstage.pluginId is missing',
    !(prepack && postpack) && 'The scripts prepack and postpack are missing',
    !(manifest.exports || publishConfig?.main?.startsWith('dist/')) &&
      'publishConfig.main leads to no build',
    !manifest.files.includes('dist') && 'files has no dist',
    manifest.configSchema &&
      !manifest.files.includes(manifest.configSchema) &&
      'files does not have what configSchema names',
    ...needed
      .filter(name => privateNames.includes(name))
      .map(name => `It depends on ${name}, which is not published`),
  ].filter(Boolean);
}

/**
 * What is wrong with a packed package.
 *
 * @param files - its files, relative to the package
 * @param manifest - its package.json, as it was packed
 */
export function faultsOfPacked(files, manifest) {
  const { main: code, types, configSchema } = manifest;
  const entries = [code, types, configSchema]
    .filter(Boolean)
    .map(file => path.posix.normalize(file));
  const foreign = /(^src\/)|\.test\.|__testUtils__|__fixtures__|\.tsx?$/;
  return [
    ...entries
      .filter(file => !files.includes(file))
      .map(file => `${file} is missing`),
    ...files
      .filter(file => foreign.test(file) && !file.endsWith('.d.ts'))
      .map(file => `${file} does not belong into it`),
    ...Object.entries(manifest.dependencies ?? {})
      .filter(([, range]) => range.startsWith('workspace:'))
      .map(([name]) => `${name} is still asked for from the workspace`),
  ];
}
