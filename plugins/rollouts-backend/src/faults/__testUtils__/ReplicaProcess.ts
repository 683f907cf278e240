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

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { FromReplica, ReplicaProcessOptions } from './replicaMessages';

/** A replica that can be paused as a process. */
export class ReplicaProcess {
  readonly #child: ChildProcess;
  readonly #said: FromReplica[] = [];
  #errors = '';

  static async start(options: ReplicaProcessOptions): Promise<ReplicaProcess> {
    const replica = new ReplicaProcess(options);
    await replica.until('ready');
    return replica;
  }

  private constructor(options: ReplicaProcessOptions) {
    this.#child = fork(
      resolve(__dirname, 'replica.ts'),
      [JSON.stringify(options)],
      {
        execArgv: [
          '--require',
          require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        ],
        env: { ...process.env, NODE_ENV: 'development', NODE_OPTIONS: '' },
        silent: true,
      },
    );
    this.#child.on('message', (message: FromReplica) => {
      this.#said.push(message);
    });
    this.#child.stderr?.on('data', chunk => {
      this.#errors += chunk;
    });
  }

  /** @throws when the process ends before, with what it wrote. */
  async until(message: FromReplica): Promise<void> {
    while (!this.#said.includes(message)) {
      if (this.#child.exitCode !== null) {
        throw new Error(`The replica ended: ${this.#errors}`);
      }
      const heard = new AbortController();
      const { signal } = heard;
      await Promise.race([
        once(this.#child, 'message', { signal }),
        once(this.#child, 'exit', { signal }),
      ]);
      heard.abort();
    }
  }

  /** Begins its work, or goes on with it. */
  go(): void {
    this.#child.send('go');
  }

  pause(): void {
    this.#child.kill('SIGSTOP');
  }

  resume(): void {
    this.#child.kill('SIGCONT');
  }

  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) {
      return;
    }
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }
}
