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

import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { root } from './paths.mjs';

const run = promisify(execFile);
const YARN = '@yarnpkg/cli-dist@4.18.1';

/** npm's settings of how to reach the registry, in Yarn's words. */
async function registrySettings() {
  const { stdout } = await run('npm', ['config', 'list', '--json'], {
    cwd: root,
    maxBuffer: 10_000_000,
  });
  const npm = JSON.parse(stdout);
  const settings = {
    YARN_NPM_REGISTRY_SERVER: npm.registry,
    YARN_HTTPS_PROXY: npm['https-proxy'],
    YARN_HTTP_PROXY: npm.proxy,
    YARN_HTTPS_CA_FILE_PATH: npm.cafile,
    YARN_ENABLE_TELEMETRY: '0',
  };
  const registry = new URL(npm.registry);
  if (registry.protocol === 'http:') {
    settings.YARN_UNSAFE_HTTP_WHITELIST = registry.hostname;
  }
  return Object.fromEntries(
    Object.entries(settings).filter(([, value]) => Boolean(value)),
  );
}

/**
 * Runs the project's Yarn through npx, so that nobody has to install it.
 *
 * @param options - of `spawn`
 */
export async function yarn(args, options = {}) {
  const env = { ...(await registrySettings()), ...process.env };
  return spawn('npx', ['--yes', YARN, ...args], { cwd: root, env, ...options });
}
