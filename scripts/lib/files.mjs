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

import * as fs from 'node:fs/promises';
import path from 'node:path';
import { root } from './paths.mjs';

const SKIPPED = new Set([
  'node_modules',
  'dist',
  'dist-types',
  'coverage',
  '.git',
  '.yarn',
  '.stagecraft',
]);

/**
 * The files under `folders`, as sorted paths relative to the checkout, without
 * what is installed or built.
 */
export async function filesUnder(...folders) {
  const found = [];
  async function walk(folder) {
    const entries = await fs.readdir(path.join(root, folder), {
      withFileTypes: true,
    });
    for (const entry of entries) {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!SKIPPED.has(entry.name)) await walk(file);
      } else if (entry.isFile()) {
        found.push(file);
      }
    }
  }
  for (const folder of folders) await walk(folder);
  return found.sort();
}
