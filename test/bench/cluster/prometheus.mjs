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

import { existsSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import path from 'node:path';
import { startChild } from '../../../scripts/lib/children.mjs';
import { Failure } from '../../../scripts/lib/failure.mjs';
import { freePort } from '../../../scripts/lib/ports.mjs';
import { eventually } from '../../../scripts/lib/process.mjs';

const BINARY = process.env.STAGECRAFT_PROMETHEUS ?? '/usr/bin/prometheus';
const SCRAPE_MS = 200;
const PATIENCE_MS = 30_000;

async function answers(url) {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

/** Starts Prometheus, which scrapes `target`; returns its `url` and `stop`. */
export async function startPrometheus({ folder, target }) {
  if (!existsSync(BINARY)) {
    throw new Failure(
      `${BINARY} is not there.`,
      "Install Debian's package prometheus, or name another in STAGECRAFT_PROMETHEUS.",
    );
  }
  const file = path.join(folder, 'prometheus.yml');
  await fs.writeFile(
    file,
    JSON.stringify({
      global: {
        scrape_interval: `${SCRAPE_MS}ms`,
        scrape_timeout: `${SCRAPE_MS}ms`,
      },
      scrape_configs: [
        {
          job_name: 'bench',
          static_configs: [{ targets: [new URL(target).host] }],
        },
      ],
    }),
  );
  const url = `http://127.0.0.1:${await freePort()}`;
  const child = startChild({
    name: 'prometheus',
    command: BINARY,
    args: [
      `--config.file=${file}`,
      `--storage.tsdb.path=${path.join(folder, 'prometheus')}`,
      `--web.listen-address=${new URL(url).host}`,
      '--log.level=error',
    ],
    cwd: folder,
    onLine: () => {},
  });
  const over = new AbortController();
  void child.ended.then(() => over.abort());
  const ready = () => answers(`${url}/-/ready`);
  if (await eventually(ready, PATIENCE_MS, over.signal)) {
    return { url, stop: () => child.stop() };
  }
  await child.stop();
  throw new Failure('Prometheus did not become ready.', ...child.lines);
}
