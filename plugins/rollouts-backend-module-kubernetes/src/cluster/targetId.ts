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

import type { TargetRef } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Cluster } from './Cluster';

/**
 * A target's identity, stable over renames of the cluster in the configuration:
 * the cluster's UID, kind, namespace and name.
 *
 * @param part - Where an object holds several targets of the kind.
 * @throws DriverError
 */
export async function targetId(
  cluster: Cluster,
  { kind, namespace, name }: TargetRef,
  signal: AbortSignal,
  ...part: string[]
): Promise<string> {
  const uid = await cluster.identity({ signal, lane: 'forward' });
  return [uid, kind, namespace, name, ...part].join('/');
}
