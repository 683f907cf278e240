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
  DriverError,
  type CapsuleObject,
  type CapsuleSubject,
} from '@stagecraft/backstage-plugin-rollouts-node';
import type { Call } from '../cluster/Calls';
import type { Cluster } from '../cluster/Cluster';
import { SERVICES } from '../cluster/resources';
import { markText } from '../write/fence';
import { marksOf } from '../write/marks';

function namesOf({ kind, name, backends }: TargetRef): string[] {
  switch (kind) {
    case 'gateway-api':
    case 'argo-rollouts':
      return [backends.baseline, backends.new];
    case 'deployment':
      return [name];
    default:
      return [];
  }
}

/** The Services by whose selectors a target's variants are told apart. */
export function servicesOf(target: TargetRef): CapsuleObject[] {
  const { namespace } = target;
  return namesOf(target).map(name => ({
    apiVersion: SERVICES.version,
    kind: 'Service',
    plural: SERVICES.plural,
    namespace,
    name,
    uid: '',
  }));
}

/**
 * Marks them as governed, so that the admission policy keeps their selectors.
 * One that does not exist is left to the driver's preflight.
 */
export async function markServices(
  cluster: Cluster,
  { target, rolloutId }: CapsuleSubject,
  call: Call,
): Promise<void> {
  const mark = markText({ rollout: rolloutId, ...target });
  for (const { namespace, name } of servicesOf(target)) {
    try {
      await cluster.patch(
        { resource: SERVICES, namespace, name },
        {
          kind: 'merge',
          merge: { metadata: { annotations: { [marksOf().governed]: mark } } },
        },
        { validation: 'Ignore' },
        call,
      );
    } catch (error) {
      const isGone = error instanceof DriverError && error.code === 'not-found';
      if (!isGone) throw error;
    }
  }
}
