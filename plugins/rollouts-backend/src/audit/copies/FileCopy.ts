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

import { createReadStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import type { TreeCopy } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Copy } from './copy';

const FILE = 'tree-heads.jsonl';

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Keeps tree heads in a file that only grows; on a disk of its own, best. */
export class FileCopy implements Copy {
  readonly name: string;
  readonly #folder: string;
  readonly #file: string;

  /** @param folder - Made where it is missing. */
  constructor(folder: string) {
    this.#folder = folder;
    this.#file = path.join(folder, FILE);
    this.name = this.#file;
  }

  async keep(line: TreeCopy): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    const handle = await open(this.#file, 'a+');
    try {
      const { size } = await handle.stat();
      const last = Buffer.from('\n');
      if (size > 0) await handle.read(last, 0, 1, size - 1);
      // What a crash cut off must not spoil the line that follows it.
      const start = last.toString() === '\n' ? '' : '\n';
      await handle.appendFile(`${start}${JSON.stringify(line)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await syncFolder(this.#folder);
  }

  read(): AsyncIterable<string> {
    return createReadStream(this.#file, 'utf8');
  }
}
