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

import type {
  TargetRef,
  Variant,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Call } from '../cluster/Calls';
import type { Cluster } from '../cluster/Cluster';
import { DEPLOYMENTS } from '../cluster/resources';
import {
  deploymentsNamed,
  readSelector,
  selectedDeployments,
  type Deployment,
} from '../preflight/workloads';

/** Kinds whose backends are Services, or Deployments, by their name. */
const BY_SERVICE = ['gateway-api'];
const BY_DEPLOYMENT = ['deployment'];

export function isKnownKind({ kind }: Pick<TargetRef, 'kind'>): boolean {
  return BY_SERVICE.includes(kind) || BY_DEPLOYMENT.includes(kind);
}

/** The Service that sends requests to the new version's pods. */
export function serviceBefore({ kind, name, backends }: TargetRef): string {
  return BY_DEPLOYMENT.includes(kind) ? name : backends.new;
}

/**
 * The Deployments whose pods are one of the two versions; none where the kind's
 * backends are something else. @throws DriverError
 */
export async function deploymentsOf(
  cluster: Cluster,
  { kind, namespace, backends }: TargetRef,
  variant: Variant,
  call: Call,
): Promise<Deployment[]> {
  if (BY_SERVICE.includes(kind)) {
    const selector = await readSelector(
      cluster,
      namespace,
      backends[variant],
      call,
    );
    return selectedDeployments(cluster, namespace, selector, call);
  }
  if (!BY_DEPLOYMENT.includes(kind)) return [];
  const all = await cluster.list(DEPLOYMENTS, namespace, undefined, call);
  return deploymentsNamed(all, backends[variant]);
}
