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

import { createRequire } from 'node:module';
import path from 'node:path';
import { root } from './lib/paths.mjs';

const require = createRequire(import.meta.url);
// The backend's own code verifies: nothing here could say something else.
require('@backstage/cli/config/nodeTransform.cjs');

const { USAGE, UsageError, verifyByArguments } = require(path.join(
  root,
  'plugins/rollouts-backend/src/audit/commandLine.ts',
));

const PROGRESS_EVERY = 100_000;

try {
  let told = 0;
  const { code, text } = await verifyByArguments(
    process.argv.slice(2),
    entries => {
      if (entries - told < PROGRESS_EVERY) return;
      told = entries;
      process.stderr.write(`${entries} entries\n`);
    },
  );
  process.stdout.write(`${text}\n`);
  process.exitCode = code;
} catch (error) {
  const usage = error instanceof UsageError || error.code?.includes('PARSE');
  process.stderr.write(`${error.message}\n${usage ? `\n${USAGE}\n` : ''}`);
  process.exitCode = 2;
}
