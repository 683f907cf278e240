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

import { targetRefSchema } from '@stagecraft/backstage-plugin-rollouts-common';
import type {
  FindScope,
  FoundTarget,
} from '@stagecraft/backstage-plugin-rollouts-node';
import type { Clusters } from '../cluster/Clusters';
import { findObjects } from '../cluster/findObjects';
import { shaped } from '../cluster/shape';
import {
  FEATURE_FLAGS,
  featureFlagSchema,
  flagSchema,
  KIND,
  type Flag,
} from './featureFlag';

/** Every variant that a flag does not give by default, where a target can name it. */
function candidatesOf(
  flag: Flag,
  place: { cluster: string; namespace?: string; name: string; part: string },
): FoundTarget[] {
  const { defaultVariant, variants } = flag;
  return Object.keys(variants)
    .filter(variant => variant !== defaultVariant)
    .flatMap(variant => {
      const ref = targetRefSchema.safeParse({
        kind: KIND,
        ...place,
        backends: { baseline: defaultVariant, new: variant },
      });
      const evidence = `${place.part} gives ${defaultVariant} by default; ${variant} is another of its variants.`;
      return ref.success ? [{ ref: ref.data, evidence }] : [];
    });
}

/** The enabled flags of an object, as what a rollout could move. */
export function candidatesIn(object: unknown, cluster: string): FoundTarget[] {
  const { metadata, spec } = shaped(
    featureFlagSchema(''),
    object,
    'A FeatureFlag',
  );
  const { name, namespace } = metadata;
  return Object.entries(spec?.flagSpec?.flags ?? {}).flatMap(([part, raw]) => {
    // A flag that can't be read is none that could be moved.
    const flag = flagSchema.safeParse(raw).data;
    return flag?.state === 'ENABLED'
      ? candidatesOf(flag, { cluster, namespace, name, part })
      : [];
  });
}

/** @throws DriverError when the cluster can't be asked. */
export async function findFlags(
  clusters: Clusters,
  scope: FindScope,
  signal: AbortSignal,
): Promise<FoundTarget[]> {
  const cluster = clusters.get(scope.cluster);
  const objects = await findObjects(cluster, FEATURE_FLAGS, scope, signal);
  return objects.flatMap(object => candidatesIn(object, cluster.name));
}
