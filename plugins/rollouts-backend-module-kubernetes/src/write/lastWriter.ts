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

import type { LastWriter } from '@stagecraft/backstage-plugin-rollouts-node';
import { z } from 'zod';
import { FIELD_MANAGER } from '../cluster/Cluster';
import type { Metadata } from './fence';

const entrySchema = z.looseObject({
  manager: z.string(),
  time: z.string().optional(),
  subresource: z.string().optional(),
  fieldsV1: z.record(z.string(), z.unknown()).optional(),
});
type Entry = z.infer<typeof entrySchema>;

function entriesOf({ managedFields }: Metadata): Entry[] {
  return z.array(entrySchema).safeParse(managedFields).data ?? [];
}

const writtenAt = ({ time }: Entry) => Date.parse(time ?? '') || 0;

/**
 * Who wrote an object's specification after Stagecraft did, by its
 * `managedFields`; null when nobody. Times are whole seconds: of two writers
 * in one second it is the other one, and of two others the later entry.
 */
export function lastWriterOf(metadata: Metadata): LastWriter | null {
  const writers = entriesOf(metadata)
    .filter(({ subresource }) => subresource === undefined)
    .reverse()
    .sort((a, b) => writtenAt(b) - writtenAt(a));
  const ours = writers.find(({ manager }) => manager === FIELD_MANAGER);
  const other = writers.find(
    ({ manager, fieldsV1 }) =>
      manager !== FIELD_MANAGER && fieldsV1?.['f:spec'] !== undefined,
  );
  if (!other || (ours && writtenAt(ours) > writtenAt(other))) return null;
  return { name: other.manager, at: other.time ?? null };
}
