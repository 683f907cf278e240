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

import { execFile } from 'node:child_process';
import * as fs from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

// Small Linux images have no ps.
async function fromProc() {
  const pids = (await fs.readdir('/proc')).filter(name => /^\d+$/.test(name));
  const entries = await Promise.all(
    pids.map(async pid => {
      try {
        const [stat, command] = await Promise.all([
          fs.readFile(`/proc/${pid}/stat`, 'utf8'),
          fs.readFile(`/proc/${pid}/cmdline`, 'utf8'),
        ]);
        // The name, in brackets, may hold spaces and brackets itself.
        const [state, , group] = stat
          .slice(stat.lastIndexOf(')') + 2)
          .split(' ');
        return {
          pid: Number(pid),
          group: Number(group),
          state,
          command: command.split('\0').join(' ').trim(),
        };
      } catch (error) {
        if (['ENOENT', 'ESRCH'].includes(error.code)) return undefined;
        throw error;
      }
    }),
  );
  return entries.filter(Boolean);
}

async function fromPs() {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,pgid=,stat=,args='], {
    maxBuffer: 50_000_000,
  });
  return stdout.split('\n').flatMap(line => {
    const fields = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line);
    if (!fields) return [];
    const [, pid, group, state, command] = fields;
    return [{ pid: Number(pid), group: Number(group), state, command }];
  });
}

/** The processes that run, not those that only wait to be reaped. */
export async function processTable() {
  const all = process.platform === 'linux' ? await fromProc() : await fromPs();
  return all.filter(({ state }) => !state.startsWith('Z'));
}
