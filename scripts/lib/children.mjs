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

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { endGroup } from './process.mjs';

const KEPT_LINES = 15;

/**
 * Starts a program in a process group of its own, so that Ctrl-C reaches only
 * us and we end everything in order.
 *
 * @param onLine - called with each line that it writes
 * @param leash - whether its standard input stays open as long as we live, for
 *   a program that ends with it; it is empty otherwise
 * @returns its name and pid, a promise of its end, `lines` with the last it
 *   wrote, and `stop`
 */
export function startChild({
  name,
  command,
  args,
  cwd,
  env,
  onLine,
  leash = false,
}) {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    detached: true,
    stdio: [leash ? 'pipe' : 'ignore', 'pipe', 'pipe'],
  });
  const lines = [];
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on('line', line => {
      lines.push(line);
      if (lines.length > KEPT_LINES) lines.shift();
      onLine(line);
    });
  }
  const ended = new Promise(resolve => {
    child.once('error', error => resolve(error.message));
    child.once('exit', (code, signal) =>
      resolve(signal ? `signal ${signal}` : `exit code ${code}`),
    );
  });
  return {
    name,
    pid: child.pid,
    ended,
    lines,
    stop: options => endGroup(child.pid, options),
  };
}
