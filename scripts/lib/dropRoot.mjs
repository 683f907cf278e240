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
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { Failure } from './failure.mjs';

const run = promisify(execFile);
const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find(existsSync);

async function ids(user) {
  try {
    const [uid, gid] = await Promise.all(
      ['-u', '-g'].map(flag => run('id', [flag, user])),
    );
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

/**
 * How to run `command` as `account` instead of root. With setpriv it keeps the
 * right to pass folders closed to other users, such as /root.
 *
 * @returns the command, its arguments and the options for `spawn`
 */
export function dropRoot(account, command, args) {
  if (!account) return [command, args, {}];
  if (!setpriv) return [command, args, account];
  const capabilities = '+dac_override,+dac_read_search';
  return [
    setpriv,
    [
      `--reuid=${account.uid}`,
      `--regid=${account.gid}`,
      '--clear-groups',
      `--inh-caps=${capabilities}`,
      `--ambient-caps=${capabilities}`,
      '--',
      command,
      ...args,
    ],
    {},
  ];
}

/** The user to run as when we are root, else undefined. */
dropRoot.account = async () => {
  if (process.getuid?.() !== 0) return undefined;
  const account = (await ids('postgres')) ?? (await ids('nobody'));
  if (!account) {
    throw new Failure(
      'PostgreSQL does not run as root, and there is neither a user postgres nor nobody to run it as.',
      'Run this as a normal user.',
    );
  }
  return account;
};
