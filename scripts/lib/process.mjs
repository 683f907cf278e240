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

import { processTable } from './processTable.mjs';

/**
 * The command line of a process that runs, or undefined. It tells a process we
 * once started from a stranger that was given the same pid.
 */
export async function commandLineOf(pid) {
  const found = (await processTable()).find(entry => entry.pid === pid);
  return found?.command;
}

async function processRuns(pid) {
  return (await processTable()).some(entry => entry.pid === pid);
}

async function groupRuns(group) {
  return (await processTable()).some(entry => entry.group === group);
}

/**
 * Polls `condition` until it holds; false when it did not within `ms`, or until
 * `signal` is aborted.
 */
export async function eventually(condition, ms, signal) {
  const deadline = Date.now() + ms;
  while (Date.now() < deadline && !signal?.aborted) {
    if (await condition()) return true;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  return false;
}

async function end(id, isGone, { signal = 'SIGTERM', ms = 10_000 }) {
  for (const [how, patience] of [
    [signal, ms],
    ['SIGKILL', 5_000],
  ]) {
    try {
      process.kill(id, how);
    } catch (error) {
      if (error.code === 'ESRCH') return;
      throw error;
    }
    if (await eventually(isGone, patience)) return;
  }
  throw new Error(`Process ${id} does not end, not even by SIGKILL.`);
}

/**
 * Ends a process and waits for it: `signal` first, SIGKILL when it has not
 * obeyed in time.
 */
export function endProcess(pid, options = {}) {
  return end(pid, async () => !(await processRuns(pid)), options);
}

/** The same for all processes of the group that `leader` started. */
export function endGroup(leader, options = {}) {
  return end(-leader, async () => !(await groupRuns(leader)), options);
}
