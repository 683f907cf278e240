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

import type { FindScope } from '@stagecraft/backstage-plugin-rollouts-node';
import type { Cluster } from './Cluster';
import { ClusterError } from './errors';
import type { Resource } from './resources';

/**
 * What the scope's labels find of a kind; nothing where the kind is not
 * installed.
 *
 * @throws ClusterError
 */
export async function findObjects(
  cluster: Cluster,
  resource: Resource,
  { namespace, labelSelector }: Pick<FindScope, 'namespace' | 'labelSelector'>,
  signal: AbortSignal,
): Promise<unknown[]> {
  try {
    return await cluster.list(resource, namespace, labelSelector, {
      signal,
      lane: 'forward',
    });
  } catch (error) {
    if (error instanceof ClusterError && error.status === 404) return [];
    throw error;
  }
}
