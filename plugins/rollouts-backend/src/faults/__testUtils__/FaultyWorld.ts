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
  rolloutSchema,
  type Plan,
  type Rollout,
  type TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { createSandbox, type Sandbox } from '@stagecraft/sandbox';
import type { Knex } from 'knex';
import { z } from 'zod';
import { getUnderWay } from '../../promises/__testUtils__/actions';
import { judge } from '../../promises/__testUtils__/promises';
import { World } from '../../promises/__testUtils__/World';
import { readChain } from '../../store/decisions';
import { makePlan, petra } from '../../testing/plans';
import { seenBy } from '../../testing/rows';
import { Rollouts } from '../../views/Rollouts';
import { routeDriver, type ReachedCluster } from './kubernetesDrivers';

const ROUTE =
  '/apis/gateway.networking.k8s.io/v1/namespaces/storefront/httproutes/checkout';
const NEW = 'checkout-next';

const routeSchema = z.object({
  spec: z.object({
    rules: z.array(
      z.object({
        matches: z
          .array(z.object({ headers: z.array(z.unknown()).optional() }))
          .optional(),
        backendRefs: z.array(
          z.object({ name: z.string(), weight: z.number() }),
        ),
      }),
    ),
  }),
});

export interface FaultyOptions {
  database: Knex;
  /** Names of clusters, each a sandbox of its own. */
  clusters?: readonly string[];
  /** How a cluster is reached, where it is not directly. */
  reach?: (name: string, url: string) => Promise<ReachedCluster>;
  plan?: Partial<Plan>;
  /** Of one call; a pass over a cluster that fails takes that long. */
  deadlineMs?: number;
}

/**
 * A rollout by the real driver over sandboxes, each pass by hand, time by a
 * clock that tests move.
 */
export class FaultyWorld {
  readonly world: World;
  readonly sandboxes: readonly Sandbox[];
  readonly #stop: () => Promise<void>;

  static async start(options: FaultyOptions): Promise<FaultyWorld> {
    const {
      database,
      clusters = ['sandbox'],
      plan = {},
      deadlineMs = 1000,
    } = options;
    // What an earlier, failed case still holds.
    await database('work').delete();
    await database('targets').update({ rollout_id: null });
    const sandboxes = await Promise.all(
      clusters.map(() =>
        createSandbox({ traffic: false, controllerDelayMilliseconds: 1 }),
      ),
    );
    const reached = await Promise.all(
      clusters.map((name, index) => {
        const { url } = sandboxes[index];
        return options.reach ? options.reach(name, url) : { name, url };
      }),
    );
    const { driver, stop } = await routeDriver(reached, deadlineMs);
    const [base] = makePlan().targets;
    const refs: TargetRef[] = clusters.map(cluster => ({ ...base, cluster }));
    const world = new World({
      database,
      targets: refs.length,
      plan,
      real: { driver, refs },
      intervals: { callMs: deadlineMs },
    });
    await world.propose();
    return new FaultyWorld(world, sandboxes, stop);
  }

  private constructor(
    world: World,
    sandboxes: readonly Sandbox[],
    stop: () => Promise<void>,
  ) {
    this.world = world;
    this.sandboxes = sandboxes;
    this.#stop = stop;
  }

  async stop(): Promise<void> {
    await this.#stop();
    await Promise.all(this.sandboxes.map(sandbox => sandbox.stop()));
  }

  /** Goes on until everyone at 5 % was read back. */
  async expose(): Promise<void> {
    await getUnderWay(this.world, 1);
  }

  /** Lets time pass, then each target has `passes` passes. */
  async go(seconds: number, passes = 1): Promise<void> {
    await this.world.pass(seconds);
    for (let pass = 0; pass < passes; pass += 1) {
      for (let t = 0; t < this.world.refs.length; t += 1) {
        await this.world.work(pass % 2, t);
      }
    }
    await judge(this.world);
  }

  /** The new version fails half of its requests. */
  breach(): void {
    this.world.evidence = {
      ...this.world.evidence,
      verdict: 'breached',
    };
  }

  /** As the API answers an operator. */
  async view(): Promise<Rollout> {
    const rollouts = new Rollouts({
      knex: this.world.database,
      readAllEvidence: this.world.seen.readAll,
      readAllPolicies: async (_trx, all) => all.map(() => []),
    });
    return rolloutSchema.parse(
      await rollouts.get(this.world.rolloutId, seenBy(petra)),
    );
  }

  /** What people were told, newest last. */
  async told(): Promise<{ topic: string; description: string }[]> {
    const rows = await this.world
      .database('outbox')
      .where({ kind: 'notify' })
      .whereRaw(`payload->>'rolloutId' = ?`, [this.world.rolloutId])
      .orderBy('id');
    return rows.map(({ payload }) => payload);
  }

  /** How often it was decided to expose more. */
  async advances(): Promise<number> {
    const chain = await readChain(
      this.world.database,
      this.world.experimentId,
      { after: 0, limit: 1000 },
    );
    return chain.filter(({ command }) => command === 'advance').length;
  }

  /** What the cluster's route gives the new version of everyone, in per cent. */
  async share(cluster = 0): Promise<number> {
    const shares = (await this.#rulesOfEveryone(cluster)).map(
      ({ backendRefs }) => {
        const sum = backendRefs.reduce((all, { weight }) => all + weight, 0);
        const fresh = backendRefs.find(({ name }) => name === NEW);
        return ((fresh?.weight ?? 0) / sum) * 100;
      },
    );
    return Math.max(...shares);
  }

  /** The cluster's route as it is stored. */
  async object(): Promise<unknown> {
    const answer = await fetch(`${this.sandboxes[0].url}${ROUTE}`);
    return answer.json();
  }

  /** What somebody else writes, under a name of their own. */
  async writeShare(percent: number, manager: string): Promise<void> {
    const rules = await this.#rulesOfEveryone(0);
    const patch = rules.flatMap(({ at, backendRefs }) =>
      backendRefs.map(({ name }, index) => ({
        op: 'replace',
        path: `/spec/rules/${at}/backendRefs/${index}/weight`,
        value: name === NEW ? percent : 100 - percent,
      })),
    );
    const answer = await fetch(
      `${this.sandboxes[0].url}${ROUTE}?fieldManager=${manager}`,
      {
        method: 'PATCH',
        headers: { 'content-type': 'application/json-patch+json' },
        body: JSON.stringify(patch),
      },
    );
    if (!answer.ok) throw new Error(await answer.text());
  }

  async #rulesOfEveryone(cluster: number) {
    const answer = await fetch(`${this.sandboxes[cluster].url}${ROUTE}`);
    const { spec } = routeSchema.parse(await answer.json());
    return spec.rules
      .map((rule, at) => ({ ...rule, at }))
      .filter(({ matches }) => !matches?.some(({ headers }) => headers));
  }
}
