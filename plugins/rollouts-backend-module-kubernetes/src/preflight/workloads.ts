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
import type { Call } from '../cluster/Calls';
import type { Cluster } from '../cluster/Cluster';
import { DEPLOYMENTS, ENDPOINT_SLICES, SERVICES } from '../cluster/resources';
import { shaped } from '../cluster/shape';

const serviceSchema = z.looseObject({
  spec: z
    .looseObject({ selector: z.record(z.string(), z.string()).optional() })
    .optional(),
});

const endpointSliceSchema = z.looseObject({
  endpoints: z
    .array(
      z.looseObject({
        addresses: z.array(z.string()).optional(),
        conditions: z.looseObject({ ready: z.boolean().nullish() }).optional(),
        targetRef: z.looseObject({ uid: z.string().optional() }).optional(),
      }),
    )
    .nullish(),
});

const containerSchema = z.looseObject({
  name: z.string(),
  image: z.string().optional(),
  readinessProbe: z.unknown().optional(),
  ports: z
    .array(
      z.looseObject({
        name: z.string().optional(),
        containerPort: z.number(),
      }),
    )
    .optional(),
});

const deploymentSchema = z.looseObject({
  metadata: z.looseObject({ name: z.string() }),
  status: z.looseObject({ readyReplicas: z.number().optional() }).optional(),
  spec: z.looseObject({
    replicas: z.number().optional(),
    template: z.looseObject({
      metadata: z
        .looseObject({ labels: z.record(z.string(), z.string()).optional() })
        .optional(),
      spec: z
        .looseObject({ containers: z.array(containerSchema).optional() })
        .optional(),
    }),
  }),
});
export type Deployment = z.infer<typeof deploymentSchema>;

/** The Service's selector; empty for one without. @throws DriverError */
export async function readSelector(
  cluster: Cluster,
  namespace: string,
  name: string,
  call: Call,
): Promise<Record<string, string>> {
  const service = shaped(
    serviceSchema,
    await cluster.get({ resource: SERVICES, namespace, name }, call),
    `Service ${name}`,
  );
  return service.spec?.selector ?? {};
}

/** How many endpoints of a Service can take traffic. @throws DriverError */
export async function countReady(
  cluster: Cluster,
  namespace: string,
  service: string,
  call: Call,
): Promise<number> {
  const slices = await cluster.list(
    ENDPOINT_SLICES,
    namespace,
    `kubernetes.io/service-name=${service}`,
    call,
  );
  const ready = slices
    .flatMap(
      slice =>
        shaped(endpointSliceSchema, slice, `An EndpointSlice of ${service}`)
          .endpoints ?? [],
    )
    // By the API's words, an unknown readiness counts as ready.
    .filter(({ conditions }) => conditions?.ready !== false)
    // One pod stands in a slice per address family.
    .map(({ targetRef, addresses }) => targetRef?.uid ?? addresses?.[0]);
  return new Set(ready).size;
}

/** The Deployments whose pods a Service selects. @throws DriverError */
export async function selectedDeployments(
  cluster: Cluster,
  namespace: string,
  selector: Record<string, string>,
  call: Call,
): Promise<Deployment[]> {
  const wanted = Object.entries(selector);
  if (wanted.length === 0) return [];
  const found = await cluster.list(DEPLOYMENTS, namespace, undefined, call);
  return found
    .map(item => shaped(deploymentSchema, item, 'A Deployment'))
    .filter(({ spec }) => {
      const labels = spec.template.metadata?.labels ?? {};
      return wanted.every(([key, value]) => labels[key] === value);
    });
}

/** Those of a list with this name. @throws DriverError */
export function deploymentsNamed(
  items: readonly unknown[],
  name: string,
): Deployment[] {
  return items
    .map(item => shaped(deploymentSchema, item, 'A Deployment'))
    .filter(({ metadata }) => metadata.name === name);
}
