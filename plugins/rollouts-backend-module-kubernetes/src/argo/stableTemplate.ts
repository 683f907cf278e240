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

import { DriverError } from '@stagecraft/backstage-plugin-rollouts-node';
import { z } from 'zod';
import type { Call } from '../cluster/Calls';
import type { Cluster } from '../cluster/Cluster';
import { REPLICA_SETS } from '../cluster/resources';
import { shaped } from '../cluster/shape';
import type { ArgoRollout } from './rollout';

const HASH_LABEL = 'rollouts-pod-template-hash';
const EPHEMERAL_ANNOTATION = 'rollout.argoproj.io/ephemeral-metadata';

const textMapSchema = z.record(z.string(), z.string());
const ephemeralSchema = z.looseObject({
  labels: textMapSchema.optional(),
  annotations: textMapSchema.optional(),
});

const replicaSetSchema = z.looseObject({
  metadata: z.looseObject({
    annotations: textMapSchema.optional(),
    ownerReferences: z.array(z.looseObject({ uid: z.string() })).optional(),
  }),
  spec: z.looseObject({
    template: z.looseObject({
      metadata: z
        .looseObject({
          labels: textMapSchema.optional(),
          annotations: textMapSchema.optional(),
        })
        .optional(),
      spec: z.record(z.string(), z.unknown()),
    }),
  }),
});
type ReplicaSet = z.infer<typeof replicaSetSchema>;

export interface PodTemplate {
  metadata: {
    labels: Record<string, string>;
    annotations?: Record<string, string>;
  };
  spec: Record<string, unknown>;
}

function without(
  from: Record<string, string> | undefined,
  ...taken: (Record<string, string> | undefined)[]
): Record<string, string> {
  const names = new Set(taken.flatMap(map => Object.keys(map ?? {})));
  return Object.fromEntries(
    Object.entries(from ?? {}).filter(([name]) => !names.has(name)),
  );
}

function ephemeralOf({ metadata }: ReplicaSet) {
  const text = metadata.annotations?.[EPHEMERAL_ANNOTATION];
  if (text === undefined) return {};
  return ephemeralSchema.parse(JSON.parse(text));
}

/** The template as a user wrote it, without what the controller put in. */
function bareTemplate(set: ReplicaSet): PodTemplate {
  const { metadata, spec } = set.spec.template;
  const ephemeral = ephemeralOf(set);
  const annotations = without(metadata?.annotations, ephemeral.annotations);
  return {
    metadata: {
      labels: without(metadata?.labels, ephemeral.labels, { [HASH_LABEL]: '' }),
      ...(Object.keys(annotations).length > 0 && { annotations }),
    },
    spec,
  };
}

/**
 * The template that is stable now, from its ReplicaSet: the Rollout itself
 * holds the new one already.
 *
 * @throws DriverError `invalid` when the ReplicaSet is gone: there would be
 * nothing to go back to.
 */
export async function stableTemplate(
  cluster: Cluster,
  rollout: ArgoRollout,
  namespace: string,
  hash: string,
  call: Call,
): Promise<PodTemplate> {
  const sets = await cluster.list(
    REPLICA_SETS,
    namespace,
    `${HASH_LABEL}=${hash}`,
    call,
  );
  const own = sets
    .map(set => shaped(replicaSetSchema, set, 'A ReplicaSet'))
    .find(({ metadata }) =>
      metadata.ownerReferences?.some(({ uid }) => uid === rollout.metadata.uid),
    );
  if (!own) {
    throw new DriverError(
      'invalid',
      `Rollout ${rollout.metadata.name} has no ReplicaSet of its stable version ${hash}, so its template is not known. Let the controller make it, then start anew.`,
    );
  }
  return bareTemplate(own);
}
