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

import { expect } from '@playwright/test';

type Backend = { name: string; weight: number };
type Route = {
  metadata: { annotations?: Record<string, string> };
  spec: {
    rules: {
      matches: { headers?: { name: string; value: string }[] }[];
      backendRefs: Backend[];
    }[];
  };
};

/** How a service's new version behaves. */
export type Behaviour = 'healthy' | 'slow' | 'failing' | 'leaking' | 'better';

async function json<T>(url: string, init?: RequestInit): Promise<T> {
  const response = await fetch(url, init);
  if (!response.ok) {
    throw new Error(`${url}: ${response.status} ${await response.text()}`);
  }
  return (await response.json()) as T;
}

/** The share of a rule's requests that go to the new version, 0 to 1. */
function shareOf(backends: readonly Backend[]): number {
  const all = backends.reduce((sum, { weight }) => sum + weight, 0);
  const fresh = backends.find(({ name }) => name.endsWith('-next'));
  return (fresh?.weight ?? 0) / all;
}

/** The cluster itself: its HTTPRoutes, read past the portal. */
export class Cluster {
  readonly #url: string;

  constructor(sandboxUrl: string) {
    this.#url = sandboxUrl;
  }

  async #route(path: string): Promise<Route> {
    const [namespace, name] = path.split('/');
    return json(
      `${
        this.#url
      }/apis/gateway.networking.k8s.io/v1/namespaces/${namespace}/httproutes/${name}`,
    );
  }

  /** The route's spec, byte for byte. */
  async spec(path: string): Promise<string> {
    return JSON.stringify((await this.#route(path)).spec);
  }

  /** What goes to the new version: of everyone, and of internal requests. */
  async exposure(
    path: string,
  ): Promise<{ everyone: number; internal: number }> {
    const { rules } = (await this.#route(path)).spec;
    const isInternal = (rule: (typeof rules)[number]) =>
      rule.matches.some(({ headers = [] }) => headers.length > 0);
    const everyone = rules.find(rule => !isInternal(rule));
    if (!everyone) throw new Error(`${path} has no rule for everyone`);
    const internal = rules.find(isInternal) ?? everyone;
    return {
      everyone: shareOf(everyone.backendRefs),
      internal: shareOf(internal.backendRefs),
    };
  }

  /** Waits until the route really sends these shares to the new version. */
  async untilExposed(
    path: string,
    exposure: { everyone: number; internal: number },
  ) {
    await expect
      .poll(() => this.exposure(path), {
        message: `exposure of ${path}`,
        timeout: 60_000,
      })
      .toEqual(exposure);
  }

  /** Waits until the route sends at least this share of everyone. */
  async untilEveryoneReaches(path: string, share: number) {
    await expect
      .poll(async () => (await this.exposure(path)).everyone, {
        message: `exposure of ${path}`,
        timeout: 60_000,
      })
      .toBeGreaterThanOrEqual(share);
  }

  /** Answers every write of a route with 503, until the result is called. */
  async refuseWrites(path: string): Promise<() => Promise<void>> {
    const [namespace, name] = path.split('/');
    const faults = `${this.#url}/sandbox/v1/faults`;
    const { id } = await json<{ id: string }>(faults, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        match: { verb: 'patch', namespace, name },
        effect: { type: 'fail', status: 503 },
      }),
    });
    return async () => {
      await fetch(`${faults}/${id}`, { method: 'DELETE' });
    };
  }

  async behave(service: string, behaviour: Behaviour) {
    await json(`${this.#url}/sandbox/v1/services/${service}/behaviour`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ behaviour }),
    });
  }
}
