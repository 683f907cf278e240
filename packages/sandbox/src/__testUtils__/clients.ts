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
  ApiException,
  AppsV1Api,
  CoreV1Api,
  CustomObjectsApi,
  KubeConfig,
  PatchStrategy,
  setHeaderOptions,
} from '@kubernetes/client-node';
import { KubeObject } from '../kubernetes/object';
import { StatusBody } from '../kubernetes/status';
import { until } from './until';

export const ROUTES = {
  group: 'gateway.networking.k8s.io',
  version: 'v1',
  namespace: 'storefront',
  plural: 'httproutes',
} as const;

export const CHECKOUT = { ...ROUTES, name: 'checkout' } as const;

/** The clients that the drivers use, on a sandbox. */
export function clientsOf(url: string) {
  const config = new KubeConfig();
  config.loadFromOptions({
    clusters: [{ name: 'sandbox', server: url, skipTLSVerify: true }],
    users: [{ name: 'sandbox', token: 'any' }],
    contexts: [{ name: 'sandbox', cluster: 'sandbox', user: 'sandbox' }],
    currentContext: 'sandbox',
  });
  return {
    config,
    objects: config.makeApiClient(CustomObjectsApi),
    core: config.makeApiClient(CoreV1Api),
    apps: config.makeApiClient(AppsV1Api),
  };
}

export type Clients = ReturnType<typeof clientsOf>;

export const asJsonPatch = setHeaderOptions(
  'Content-Type',
  PatchStrategy.JsonPatch,
);
export const asMergePatch = setHeaderOptions(
  'Content-Type',
  PatchStrategy.MergePatch,
);

/** The Status that a call is refused with. Fails when it is not refused. */
export async function refusal(call: Promise<unknown>): Promise<StatusBody> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ApiException) {
      return JSON.parse(String(error.body));
    }
    throw error;
  }
  throw new Error('The call was not refused');
}

export async function getCheckout({ objects }: Clients): Promise<KubeObject> {
  return objects.getNamespacedCustomObject(CHECKOUT);
}

/** The route once its status has caught up, so that only the test changes it. */
export function settledCheckout(clients: Clients): Promise<KubeObject> {
  return until('the status of the route', async () => {
    const route = await getCheckout(clients);
    const { parents } = (route.status ?? {}) as {
      parents?: { conditions: { observedGeneration: number }[] }[];
    };
    const caughtUp = parents?.[0]?.conditions.every(
      each => each.observedGeneration === route.metadata.generation,
    );
    return caughtUp ? route : undefined;
  });
}

/** JSON Patch that sets the weights of checkout's two backends. */
export function weightPatch(baseline: number, next: number) {
  return [baseline, next].map((value, index) => ({
    op: 'replace',
    path: `/spec/rules/0/backendRefs/${index}/weight`,
    value,
  }));
}
