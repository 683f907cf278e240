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

import { z } from 'zod';
import type { Call } from './Calls';
import type { Cluster } from './Cluster';
import { grantLabel, type Grant } from './grants';
import { ACCESS_REVIEWS } from './resources';
import { shaped } from './shape';

const versionSchema = z.looseObject({ gitVersion: z.string() });
const reviewSchema = z.looseObject({
  status: z.looseObject({ allowed: z.boolean() }),
});

/** Of the API server, such as `v1.33.0`. @throws DriverError */
export async function readVersion(
  cluster: Cluster,
  call: Call,
): Promise<string> {
  const document = await cluster.document('/version', call);
  return shaped(versionSchema, document, '/version').gitVersion;
}

/** Whether our own account may do this, by the cluster's word. */
async function isAllowed(
  cluster: Cluster,
  namespace: string,
  { resource, subresource }: Grant,
  verb: string,
  call: Call,
): Promise<boolean> {
  const review = await cluster.create(
    ACCESS_REVIEWS,
    null,
    {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: {
        resourceAttributes: {
          namespace,
          verb,
          group: resource.group,
          resource: resource.plural,
          ...(subresource && { subresource }),
        },
      },
    },
    call,
  );
  return shaped(reviewSchema, review, 'SelfSubjectAccessReview').status.allowed;
}

function listed(words: readonly string[]): string {
  return words.length < 2
    ? words.join('')
    : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** A sentence for every kind of object that lacks a verb. @throws DriverError */
export async function missingGrants(
  cluster: Cluster,
  namespace: string,
  grants: readonly Grant[],
  call: Call,
): Promise<string[]> {
  const found = await Promise.all(
    grants.map(async grant => {
      const allowed = await Promise.all(
        grant.verbs.map(verb =>
          isAllowed(cluster, namespace, grant, verb, call),
        ),
      );
      const missing = grant.verbs.filter((_, index) => !allowed[index]);
      return missing.length > 0
        ? [
            `Stagecraft may not ${listed(missing)} ${grantLabel(
              grant,
            )} in namespace ${namespace}.`,
          ]
        : [];
    }),
  );
  return found.flat();
}
