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

import fc from 'fast-check';
import { Behaviour } from '../behaviour/behaviours';
import { Versions } from '../behaviour/versions';
import { WorkloadController } from '../controllers/workloads';
import { RouteTable } from '../gateway/routeTable';
import { SANDBOX_KINDS } from '../kubernetes/kinds';
import { JSON_PATCH } from '../kubernetes/patch';
import { ResourceRegistry } from '../kubernetes/registry';
import { ObjectStore } from '../kubernetes/store';
import { ObjectWriter } from '../kubernetes/writes';
import { weightPatch } from '../__testUtils__/clients';
import { seedWorld } from '../world/seed';
import { WORLD_SERVICES } from '../world/services';
import { SimulatedRequest, Traffic } from './generator';

const START = Date.parse('2026-01-01T00:00:00Z');

/** A world on a clock of its own, without HTTP. */
function simulation(seed: number) {
  let clock = START;
  const registry = new ResourceRegistry(SANDBOX_KINDS);
  const store = new ObjectStore();
  const writer = new ObjectWriter(store, registry, () => clock);
  seedWorld({ store, writer, registry }, WORLD_SERVICES, seed);
  const workloads = new WorkloadController(
    store,
    writer,
    registry,
    () => clock,
    0,
  );
  workloads.reconcileAll();
  workloads.stop();
  const routes = new RouteTable(store, registry);
  const versions = new Versions(WORLD_SERVICES);
  const requests: SimulatedRequest[] = [];
  const traffic = new Traffic({
    services: WORLD_SERVICES,
    seed,
    start: START,
    versions,
    routes,
    record: request => requests.push(request),
  });
  routes.beforeChange(() => traffic.advance(clock));
  return {
    requests,
    /** Lets `seconds` pass, in steps as long as the real ticks. */
    pass(seconds: number, stepMilliseconds = 100) {
      const end = clock + seconds * 1000;
      while (clock < end) {
        clock = Math.min(end, clock + stepMilliseconds);
        traffic.advance(clock);
      }
    },
    /** Lets time pass with no tick in between. */
    wait(milliseconds: number) {
      clock += milliseconds;
    },
    patchCheckout(operations: object[]) {
      writer.patch(
        { kind: registry.byKind('HTTPRoute'), namespace: 'storefront' },
        'checkout',
        { contentType: JSON_PATCH, body: JSON.stringify(operations) },
      );
    },
    behave(behaviour: Behaviour) {
      versions.setBehaviour('storefront', 'checkout-next', behaviour);
    },
    checkout(): SimulatedRequest[] {
      return requests.filter(({ service }) => service.name === 'checkout');
    },
    at: () => clock,
  };
}

const ofVersion = (requests: SimulatedRequest[], backend: string) =>
  requests.filter(({ exchange }) => exchange.version?.backend === backend);

const summary = ({ at, user, exchange }: SimulatedRequest) => [
  at,
  user,
  exchange.version?.backend,
  exchange.status,
  exchange.latencyMilliseconds,
  exchange.converted,
];

const mean = (values: number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe('traffic', () => {
  it('repeats for the same seed and route history, whatever the ticks', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.array(fc.nat(10_000), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 7, max: 700 }),
        (seed, weights, step) => {
          const runs = [100, step].map(milliseconds => {
            const world = simulation(seed);
            for (const weight of weights) {
              world.pass(1, milliseconds);
              world.wait(330);
              world.patchCheckout(weightPatch(10_000 - weight, weight));
            }
            world.pass(1, milliseconds);
            return world.checkout().map(summary);
          });
          expect(runs[1]).toEqual(runs[0]);
        },
      ),
      { numRuns: 10 },
    );
  });

  it('differs for another seed', () => {
    const [one, two] = [1, 2].map(seed => {
      const world = simulation(seed);
      world.pass(1);
      return world.requests.map(summary);
    });
    expect(one).not.toEqual(two);
  });

  it('comes at the rate of each service', () => {
    const world = simulation(3);
    world.pass(60);
    for (const { name, requestsPerSecond } of WORLD_SERVICES) {
      const count = world.requests.filter(
        ({ service }) => service.name === name,
      ).length;
      const expected = requestsPerSecond * 60;
      expect(Math.abs(count - expected)).toBeLessThan(6 * Math.sqrt(expected));
    }
  });

  it('routes each request on the routes of its instant', () => {
    const world = simulation(4);
    world.pass(2.5);
    world.wait(900);
    world.patchCheckout(weightPatch(0, 10_000));
    const moved = world.at();
    world.pass(2.5);
    for (const { at, exchange } of world.checkout()) {
      expect(exchange.version?.backend).toBe(
        at <= moved ? 'checkout-stable' : 'checkout-next',
      );
    }
  });

  it('changes nothing for others when one route changes', () => {
    const runs = [0, 5000].map(weight => {
      const world = simulation(5);
      world.patchCheckout(weightPatch(10_000 - weight, weight));
      world.pass(3);
      return world.requests
        .filter(({ service }) => service.name !== 'checkout')
        .map(summary);
    });
    expect(runs[1]).toEqual(runs[0]);
  });

  it('sends staff, a tenth of users, to a rule of their own', () => {
    const world = simulation(6);
    world.patchCheckout([
      {
        op: 'add',
        path: '/spec/rules/-',
        value: {
          name: 'internal',
          matches: [
            {
              path: { value: '/checkout' },
              headers: [{ name: 'x-internal', value: 'true' }],
            },
          ],
          backendRefs: [{ name: 'checkout-next', port: 80 }],
        },
      },
    ]);
    world.pass(60);
    const requests = world.checkout();
    const exposed = ofVersion(requests, 'checkout-next');
    expect(exposed.every(({ internal }) => internal)).toBe(true);
    expect(exposed).toHaveLength(
      requests.filter(({ internal }) => internal).length,
    );
    expect(exposed.length / requests.length).toBeCloseTo(0.1, 2);
  });

  it('has a 95th percentile of about 200 ms for checkout', () => {
    const world = simulation(7);
    world.pass(60);
    const sorted = world
      .checkout()
      .map(({ exchange }) => exchange.latencyMilliseconds)
      .sort((a, b) => a - b);
    const p95 = sorted[Math.floor(sorted.length * 0.95)];
    expect(p95).toBeGreaterThan(185);
    expect(p95).toBeLessThan(215);
  });
});

describe('behaviours', () => {
  /** Mean latency, error ratio and conversion of the new version. */
  function measured(behaviour: Behaviour, warmUpSeconds = 0) {
    const world = simulation(8);
    world.patchCheckout(weightPatch(5000, 5000));
    world.behave(behaviour);
    world.pass(warmUpSeconds);
    world.requests.length = 0;
    world.pass(40);
    const figures = (backend: string) => {
      const all = ofVersion(world.checkout(), backend);
      return {
        latency: mean(all.map(({ exchange }) => exchange.latencyMilliseconds)),
        errors: mean(
          all.map(({ exchange }) => (exchange.status >= 500 ? 1 : 0)),
        ),
        conversion: mean(
          all.map(({ exchange }) => (exchange.converted ? 1 : 0)),
        ),
      };
    };
    const baseline = figures('checkout-stable');
    const next = figures('checkout-next');
    return {
      latency: next.latency / baseline.latency,
      errors: next.errors,
      conversion: next.conversion / baseline.conversion,
    };
  }

  it('healthy: like the baseline', () => {
    const { latency, errors, conversion } = measured('healthy');
    expect(latency).toBeCloseTo(1, 1);
    expect(errors).toBeLessThan(0.01);
    expect(conversion).toBeGreaterThan(0.8);
    expect(conversion).toBeLessThan(1.2);
  });

  it('slow: two and a half times the latency, no more errors', () => {
    const { latency, errors } = measured('slow');
    expect(latency).toBeGreaterThan(2.3);
    expect(latency).toBeLessThan(2.7);
    expect(errors).toBeLessThan(0.01);
  });

  it('failing: errors, not latency', () => {
    const { latency, errors } = measured('failing');
    expect(errors).toBeGreaterThan(0.12);
    expect(errors).toBeLessThan(0.18);
    expect(latency).toBeCloseTo(1, 1);
  });

  it('better: faster, and more orders', () => {
    const { latency, conversion } = measured('better');
    expect(latency).toBeLessThan(0.75);
    expect(conversion).toBeGreaterThan(1.1);
  });

  it('leaking: fine at first, then slower, then failing', () => {
    const first = measured('leaking');
    const later = measured('leaking', 60);
    const last = measured('leaking', 120);
    expect(first.latency).toBeLessThan(2);
    expect(first.errors).toBeLessThan(0.01);
    expect(later.latency).toBeGreaterThan(first.latency * 2);
    expect(last.errors).toBeGreaterThan(0.25);
  });

  it('leaking needs use: a version without traffic does not leak', () => {
    const world = simulation(9);
    world.behave('leaking');
    world.pass(150);
    world.patchCheckout(weightPatch(0, 1));
    world.requests.length = 0;
    world.pass(5);
    const latencies = ofVersion(world.checkout(), 'checkout-next').map(
      ({ exchange }) => exchange.latencyMilliseconds,
    );
    expect(mean(latencies)).toBeLessThan(150);
  });
});
