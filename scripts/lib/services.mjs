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

import path from 'node:path';
import { startChild } from './children.mjs';
import { root } from './paths.mjs';

const transform = ['--require', '@backstage/cli/config/nodeTransform.cjs'];

/**
 * Starts the sandbox as a process of its own.
 *
 * @param options.port - of its Kubernetes API
 * @param options.gatewayPort - where its gateway takes requests
 * @param options.stateFile - where it keeps its objects over restarts
 */
export function startSandbox({ port, gatewayPort, stateFile, onLine }) {
  return startChild({
    name: 'sandbox',
    command: process.execPath,
    args: [...transform, 'src/main.ts'],
    cwd: path.join(root, 'packages/sandbox'),
    env: {
      STAGECRAFT_SANDBOX_PORT: String(port),
      STAGECRAFT_SANDBOX_GATEWAY_PORT: String(gatewayPort),
      STAGECRAFT_SANDBOX_STATE: stateFile,
      STAGECRAFT_SANDBOX_LEASH: 'yes',
    },
    // One that outlives a killed start would keep its ports.
    leash: true,
    onLine,
  });
}

/** Starts the backend alone, as it runs in production, from its sources. */
export function startBackend({ env, args = [], onLine }) {
  return startChild({
    name: 'backend',
    command: process.execPath,
    args: [...transform, 'src/index.ts', ...args],
    cwd: path.join(root, 'packages/backend'),
    env,
    onLine,
  });
}

/** Starts frontend and backend for development: both follow changes of their sources. */
export function startPortal({ env, args = [], onLine }) {
  return startChild({
    name: 'portal',
    command: process.execPath,
    args: [
      path.join(root, 'node_modules/@backstage/cli/bin/backstage-cli'),
      'repo',
      'start',
      'app',
      'backend',
      ...args,
    ],
    cwd: root,
    env,
    onLine,
  });
}
