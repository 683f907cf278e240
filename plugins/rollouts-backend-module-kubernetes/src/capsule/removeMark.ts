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
  DriverError,
  type CapsuleObject,
} from '@stagecraft/backstage-plugin-rollouts-node';
import { z } from 'zod';
import type { Call } from '../cluster/Calls';
import type { Cluster } from '../cluster/Cluster';
import type { ObjectRef } from '../cluster/resources';
import { shaped } from '../cluster/shape';
import { metadataSchema } from '../write/fence';
import { pointer, remove, test } from '../write/patch';

const objectSchema = z.looseObject({ metadata: metadataSchema });

function refOf({ apiVersion, plural, ...object }: CapsuleObject): ObjectRef {
  const parts = apiVersion.split('/');
  const [group, version] = parts.length === 2 ? parts : ['', apiVersion];
  return {
    resource: { group, version, plural },
    namespace: object.namespace,
    name: object.name,
  };
}

async function read(cluster: Cluster, ref: ObjectRef, call: Call) {
  try {
    const live = await cluster.get(ref, call);
    return shaped(objectSchema, live, ref.name).metadata;
  } catch (error) {
    if (error instanceof DriverError && error.code === 'not-found') return null;
    throw error;
  }
}

/**
 * Takes the annotation off that an object is governed by, where it is the
 * rollout's own. What
 * is gone, or another rollout's by now, is left alone.
 */
export async function removeMark(
  cluster: Cluster,
  object: CapsuleObject,
  { rolloutId, name }: { rolloutId: string; name: string },
  call: Call,
): Promise<void> {
  const ref = refOf(object);
  const mark = (await read(cluster, ref, call))?.annotations?.[name];
  const path = pointer('metadata', 'annotations', name);
  if (mark?.split(' ')[0] !== rolloutId) return;
  await cluster.patch(
    ref,
    { kind: 'json', operations: [test(path, mark), remove(path)] },
    { validation: 'Ignore' },
    call,
  );
}
