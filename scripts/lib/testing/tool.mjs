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
import { startChild } from '../children.mjs';
import { root } from '../paths.mjs';

/**
 * Runs a tool of node_modules, or Node itself, and waits for its end. Ctrl-C
 * ends it.
 *
 * @param tool - the path of its script inside node_modules; undefined for Node
 * @param options.onLine - called with each line that it writes
 * @returns whether its exit code was 0
 */
export async function runTool(tool, args, { onLine, env, cwd = root }) {
  const child = startChild({
    name: tool ?? 'node',
    command: process.execPath,
    args: tool ? [path.join(root, 'node_modules', tool), ...args] : args,
    cwd,
    env,
    onLine,
  });
  const interrupted = signal => {
    void child.stop().then(() => process.kill(process.pid, signal));
  };
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', interrupted);
  try {
    return (await child.ended) === 'exit code 0';
  } finally {
    process.off('SIGINT', interrupted);
    process.off('SIGTERM', interrupted);
  }
}
