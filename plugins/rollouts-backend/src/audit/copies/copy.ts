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

import {
  treeCopySchema,
  type TreeCopy,
} from '@stagecraft/backstage-plugin-rollouts-common';

/** A place outside the database that keeps every tree head. */
export interface Copy {
  /** Tells it from the others, also to people. */
  readonly name: string;
  /**
   * Keeps a line. May be called again with the same one.
   *
   * @throws when it is not safely kept.
   */
  keep(line: TreeCopy): Promise<void>;
  /**
   * What is kept, as it was written, in parts of any length.
   *
   * @throws when it can't be read; null where it can only be written to.
   */
  read(): AsyncIterable<string> | null;
}

/** Lines without their ends; the last one may be empty. */
export async function* linesOf(
  parts: AsyncIterable<string>,
): AsyncIterable<string> {
  let rest = '';
  for await (const part of parts) {
    const lines = (rest + part).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  yield rest;
}

function parse(text: string): TreeCopy | undefined {
  try {
    return treeCopySchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/**
 * The lines of a copy. One that can't be parsed was cut off by a crash and
 * written again, or was tampered with: then a head is missing, which shows.
 */
export async function* parseCopy(
  parts: AsyncIterable<string>,
): AsyncIterable<TreeCopy> {
  for await (const text of linesOf(parts)) {
    const line = text === '' ? undefined : parse(text);
    if (line) yield line;
  }
}
