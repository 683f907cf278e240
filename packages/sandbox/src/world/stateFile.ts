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

import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { BEHAVIOURS } from '../behaviour/behaviours';
import { KubeObject } from '../kubernetes/object';

const stateSchema = z.object({
  revision: z.number().int(),
  objects: z.array(
    z.looseObject({
      apiVersion: z.string(),
      kind: z.string(),
      metadata: z.looseObject({
        name: z.string(),
        uid: z.string(),
        resourceVersion: z.string(),
        creationTimestamp: z.string(),
      }),
    }),
  ),
  /** By service name. */
  behaviours: z.record(z.string(), z.enum(BEHAVIOURS)),
});

export type SavedState = Omit<z.infer<typeof stateSchema>, 'objects'> & {
  objects: KubeObject[];
};

/** @throws when the file is there but can't be read as saved state. */
export async function readState(path: string): Promise<SavedState | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return stateSchema.parse(JSON.parse(text)) as SavedState;
  } catch (error) {
    throw new Error(
      `The sandbox's state file ${path} is damaged; remove it to begin anew.`,
      { cause: error },
    );
  }
}

/** Writes all or nothing: a crash leaves the file as it was before. */
export async function writeState(
  path: string,
  state: SavedState,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.tmp`;
  const file = await open(temporary, 'w');
  try {
    await file.writeFile(JSON.stringify(state));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}
