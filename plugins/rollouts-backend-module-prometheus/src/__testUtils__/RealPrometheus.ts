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

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { until } from './until';

export const PROMETHEUS_BINARY =
  process.env.STAGECRAFT_PROMETHEUS ?? '/usr/bin/prometheus';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** A Prometheus of one's own on loopback, which scrapes `targets`. */
export class RealPrometheus {
  readonly url: string;
  readonly #child: ChildProcess;
  readonly #folder: string;

  private constructor(url: string, child: ChildProcess, folder: string) {
    this.url = url;
    this.#child = child;
    this.#folder = folder;
  }

  /** @param targets - Base URLs; each answers at `/metrics`. */
  static async start(targets: readonly string[]): Promise<RealPrometheus> {
    const folder = await mkdtemp(path.join(tmpdir(), 'prometheus-'));
    const file = path.join(folder, 'prometheus.yml');
    await writeFile(
      file,
      JSON.stringify({
        global: { scrape_interval: '200ms', scrape_timeout: '200ms' },
        scrape_configs: [
          {
            job_name: 'test',
            honor_labels: true,
            static_configs: [
              { targets: targets.map(target => new URL(target).host) },
            ],
          },
        ],
      }),
    );
    const port = await freePort();
    const child = spawn(
      PROMETHEUS_BINARY,
      [
        `--config.file=${file}`,
        `--storage.tsdb.path=${path.join(folder, 'data')}`,
        `--web.listen-address=127.0.0.1:${port}`,
        '--log.level=error',
      ],
      { stdio: 'ignore' },
    );
    const prometheus = new RealPrometheus(
      `http://127.0.0.1:${port}`,
      child,
      folder,
    );
    await until(async () => {
      if (child.exitCode !== null) {
        throw new Error(`Prometheus ended with ${child.exitCode}`);
      }
      return prometheus.#isReady();
    });
    return prometheus;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null) {
      this.#child.kill('SIGTERM');
      await once(this.#child, 'exit');
    }
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #isReady(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/-/ready`)).ok;
    } catch {
      return false;
    }
  }
}
