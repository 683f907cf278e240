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
import {
  ARGO_ROLLOUTS,
  DEPLOYMENTS,
  HTTP_ROUTES,
  VIRTUAL_SERVICES,
  type ObjectRef,
  type Resource,
} from '../cluster/resources';
import { FEATURE_FLAGS } from '../flag/featureFlag';

interface Regarded {
  resource: Resource;
  names(target: TargetRef): string[];
}

const byName = ({ name }: TargetRef) => [name];

const REGARDED: ReadonlyMap<string, Regarded> = new Map([
  ['gateway-api', { resource: HTTP_ROUTES, names: byName }],
  ['istio', { resource: VIRTUAL_SERVICES, names: byName }],
  ['argo-rollouts', { resource: ARGO_ROLLOUTS, names: byName }],
  [
    'deployment',
    {
      resource: DEPLOYMENTS,
      names: ({ backends }) => [backends.baseline, backends.new],
    },
  ],
  ['feature-flag', { resource: FEATURE_FLAGS, names: byName }],
]);

/** The kinds of targets whose objects are known. */
export const REGARDED_KINDS = [...REGARDED.keys()];

/** The objects that a rollout of the target changes; what people describe. */
export function regardedObjects(target: TargetRef): ObjectRef[] {
  const { namespace } = target;
  const regarded = REGARDED.get(target.kind);
  return (regarded?.names(target) ?? []).flatMap(name =>
    regarded ? [{ resource: regarded.resource, namespace, name }] : [],
  );
}
