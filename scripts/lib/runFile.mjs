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
import { Failure } from './failure.mjs';
import { postgresData, state } from './paths.mjs';
import { endLeftover } from './postgres.mjs';
import { commandLineOf, endGroup } from './process.mjs';
import { processTable } from './processTable.mjs';

const file = path.join(state, 'run.json');

async function read() {
  try {
    return JSON.parse(await fs.readFile(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError)
      return undefined;
    throw error;
  }
}

/** Whether the group that a noted process leads has members left. */
async function groupIsOurs({ pid, command }) {
  const members = (await processTable()).filter(({ group }) => group === pid);
  const leader = members.find(member => member.pid === pid);
  return members.length > 0 && (!leader || leader.command === command);
}

/**
 * Throws when a portal of this checkout runs; ends what one that was killed has
 * left behind.
 */
export async function requireStopped() {
  const last = await read();
  if (last && (await commandLineOf(last.pid)) === last.command) {
    throw new Failure(
      `The portal of this folder is running already, as process ${last.pid}.`,
      'Stop it first, with Ctrl-C where it was started.',
    );
  }
  for (const child of last?.children ?? []) {
    if (await groupIsOurs(child)) await endGroup(child.pid);
  }
  await endLeftover(postgresData);
  await fs.rm(file, { force: true });
}

/**
 * Notes which processes run, in the order in which to end them, for whoever
 * comes after a kill. The database is not among them: it is known by its folder.
 */
export async function noteRun(children) {
  const describe = async ({ name, pid }) => ({
    name,
    pid,
    command: await commandLineOf(pid),
  });
  await fs.mkdir(state, { recursive: true });
  const own = await describe({ name: 'start', pid: process.pid });
  await fs.writeFile(
    file,
    JSON.stringify({
      ...own,
      children: await Promise.all(children.map(describe)),
    }),
  );
}

export async function forgetRun() {
  await fs.rm(file, { force: true });
}
