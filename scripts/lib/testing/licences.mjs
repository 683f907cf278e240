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
import { filesUnder } from '../files.mjs';
import { root } from '../paths.mjs';

const HEADER = '/*\n * Copyright 2026 The Stagecraft Authors\n';

/** The source files that don't begin with the licence header. */
export async function missingLicences() {
  const files = await filesUnder('packages', 'plugins', 'scripts', 'test');
  const sources = files.filter(
    file =>
      /\.(ts|tsx|mts|mjs|js)$/.test(file) &&
      path.basename(file) !== '.eslintrc.js',
  );
  const missing = [];
  for (const file of sources) {
    const text = await fs.readFile(path.join(root, file), 'utf8');
    if (!text.replace('// @ts-check\n\n', '').startsWith(HEADER)) {
      missing.push(file);
    }
  }
  return missing;
}
