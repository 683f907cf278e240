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

import type { TreeCopy } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Copy } from './copy';

const TIMEOUT_MS = 5_000;
/** Reading takes as long as there are heads. */
const READ_TIMEOUT_MS = 600_000;

export interface HttpCopyOptions {
  /** Sent as a bearer token. */
  token?: string;
  /** Answers what was posted, a line each; without it nothing is read back. */
  readUrl?: string;
}

/** Without a query, which may carry a secret. */
function nameOf(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

async function* textOf(
  url: string,
  name: string,
  headers: Record<string, string>,
): AsyncIterable<string> {
  const answer = await fetch(url, {
    headers,
    // The token goes where it was configured to go, and nowhere else.
    redirect: 'error',
    signal: AbortSignal.timeout(READ_TIMEOUT_MS),
  });
  if (!answer.ok || !answer.body) {
    throw new Error(`${name} answers ${answer.status}`);
  }
  const decoder = new TextDecoder();
  for await (const part of answer.body) {
    yield decoder.decode(part, { stream: true });
  }
}

/** Posts tree heads to where the database's owner can't change them. */
export class HttpCopy implements Copy {
  readonly name: string;
  readonly #url: string;
  readonly #readUrl: string | undefined;
  readonly #headers: Record<string, string>;

  constructor(url: string, options: HttpCopyOptions = {}) {
    this.name = nameOf(url);
    this.#url = url;
    this.#readUrl = options.readUrl;
    this.#headers = options.token
      ? { authorization: `Bearer ${options.token}` }
      : {};
  }

  async keep(line: TreeCopy): Promise<void> {
    const { head } = line;
    const answer = await fetch(this.#url, {
      method: 'POST',
      headers: {
        ...this.#headers,
        'content-type': 'application/json',
        'idempotency-key': `tree-head-${head.size}-${head.root.slice(0, 16)}`,
      },
      body: JSON.stringify(line),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await answer.body?.cancel();
    if (!answer.ok) {
      throw new Error(`${this.name} answers ${answer.status} to a tree head`);
    }
  }

  read(): AsyncIterable<string> | null {
    const url = this.#readUrl;
    return url ? textOf(url, nameOf(url), this.#headers) : null;
  }
}
