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
import {
  RolloutsClient,
  type Phase,
  type PlanDraft,
  type Rollout,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Person } from './people';

/** The services of the example catalogue, by namespace of their route. */
const NAMESPACES = {
  checkout: 'storefront',
  recommendations: 'storefront',
  payments: 'billing',
  invoices: 'billing',
} as const;

export type Service = keyof typeof NAMESPACES;

/** `namespace/name` of a service's HTTPRoute. */
export function routeOf(service: Service): string {
  return `${NAMESPACES[service]}/${service}`;
}

export const HYPOTHESIS = {
  belief: 'one request in place of four makes it faster',
  audience: 'people on slow connections',
  expectedOutcome: 'at least 2 % more orders per visit',
  refutedBy: 'orders per visit do not rise',
};

/** Stays in its first stage, however long a person takes to look at it. */
export function lingering(plan: PlanDraft): PlanDraft {
  const [first, ...later] = plan.stages;
  return { ...plan, stages: [{ ...first, bakeSeconds: 900 }, ...later] };
}

/** Rollouts through the API, for what a journey needs but isn't about. */
export class Rollouts {
  readonly #baseUrl: string;
  readonly #attempt: number;
  /** What `titled` gave out. */
  readonly titles: string[] = [];

  /** @param attempt - how often this test was tried before */
  constructor(baseUrl: string, attempt: number) {
    this.#baseUrl = baseUrl;
    this.#attempt = attempt;
  }

  /**
   * A title of this attempt alone, so that a test that is tried again does not
   * meet what it left behind. What is requested by it is over after the test.
   */
  titled(text: string): string {
    const title = this.#attempt === 0 ? text : `${text}, again`;
    this.titles.push(title);
    return title;
  }

  /** The API as someone. */
  async as(person: Person): Promise<RolloutsClient> {
    const response = await fetch(`${this.#baseUrl}/api/auth/demo/refresh`, {
      headers: { 'x-demo-user': person },
    });
    const { backstageIdentity } = await response.json();
    const authorization = `Bearer ${backstageIdentity.token}`;
    return new RolloutsClient({
      discoveryApi: { getBaseUrl: async id => `${this.#baseUrl}/api/${id}` },
      fetchApi: {
        fetch: (url, init) =>
          fetch(url, { ...init, headers: { ...init?.headers, authorization } }),
      },
    });
  }

  /** Requests a rollout by the demonstration playbook; answers its id. */
  async request(
    person: Person,
    service: Service,
    title: string,
    change: (plan: PlanDraft) => PlanDraft = plan => plan,
  ): Promise<string> {
    const client = await this.as(person);
    const playbook = await client.call('getPlaybook', {
      params: { id: 'demonstration' },
    });
    const plan: PlanDraft = {
      environment: 'production',
      playbook: 'demonstration',
      artefacts: {
        images: [
          { name: `shop/${service}`, digest: `sha256:${'5'.repeat(64)}` },
        ],
        commit: '9f8e7d6c5b4a',
        authors: [`user:default/${person}`],
      },
      targets: [
        {
          kind: 'gateway-api',
          cluster: 'sandbox',
          namespace: NAMESPACES[service],
          name: service,
          backends: { baseline: `${service}-stable`, new: `${service}-next` },
        },
      ],
      stages: playbook.stages,
      guardrails: playbook.guardrails,
      successMetrics: [{ metric: 'conversion-ratio', worthwhile: 0.02 }],
      decisionRule: 'clear-signals',
      schedule: { start: 'when-approved' },
      end: new Date(Date.now() + 7_200_000).toISOString(),
      rollbackPlan: {
        kind: 'restore-baseline',
        notes: 'The old version stays warm.',
      },
    };
    const { rolloutId } = await client.call('propose', {
      body: {
        service: `component:default/${service}`,
        experiment: {
          title,
          businessGoal: 'Fewer abandoned baskets',
          hypothesis: HYPOTHESIS,
        },
        plan: change(plan),
      },
    });
    return rolloutId;
  }

  async read(id: string): Promise<Rollout> {
    const client = await this.as('lee');
    return client.call('getRollout', { params: { id } });
  }

  /** Approves the next stage. */
  async approve(person: Person, id: string, reason = 'Reviewed') {
    const { version, planHash, stageIndex } = await this.read(id);
    const client = await this.as(person);
    await client.call('commandRollout', {
      params: { id },
      body: {
        command: 'approve',
        version,
        planHash,
        stageIndex: stageIndex + 1,
        reason,
      },
    });
  }

  async command(
    person: Person,
    id: string,
    command: 'hold' | 'resume' | 'roll-back' | 'withdraw' | 'cancel' | 'object',
    reason: string,
  ) {
    const { version, planHash } = await this.read(id);
    const client = await this.as(person);
    await client.call('commandRollout', {
      params: { id },
      body:
        command === 'object'
          ? { command, version, planHash, reason }
          : { command, version, reason },
    });
  }

  /** Waits until a rollout is in a phase, and in a stage where one is given. */
  async reach(id: string, phase: Phase, stageIndex?: number) {
    await expect
      .poll(
        async () => {
          const rollout = await this.read(id);
          return {
            phase: rollout.phase,
            stageIndex:
              stageIndex === undefined ? undefined : rollout.stageIndex,
          };
        },
        { message: `${id} to be ${phase}`, timeout: 60_000 },
      )
      .toEqual({ phase, stageIndex });
  }
}
