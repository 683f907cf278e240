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

import { setTimeout as sleep } from 'node:timers/promises';
import { Versions } from './behaviour/versions';
import { ControlApi } from './control/api';
import { World } from './control/world';
import { RolloutController } from './controllers/argo/RolloutController';
import { followEvents } from './controllers/coreEvents';
import { RouteStatusController } from './controllers/routeStatus';
import { WorkloadController } from './controllers/workloads';
import { Faults } from './faults/faults';
import { DataPlane } from './gateway/dataPlane';
import { RouteTable } from './gateway/routeTable';
import { sendText } from './http/messages';
import { RunningServer, startServer } from './http/server';
import { KubernetesApi } from './kubernetes/api';
import { SANDBOX_KINDS } from './kubernetes/kinds';
import { KubeObject } from './kubernetes/object';
import { ResourceRegistry } from './kubernetes/registry';
import { ObjectStore } from './kubernetes/store';
import { ObjectWriter } from './kubernetes/writes';
import { Exposition } from './metrics/exposition';
import { Recorder } from './metrics/recorder';
import { Traffic } from './traffic/generator';
import { emptyWorld, seedWorld } from './world/seed';
import { backendName, WORLD_SERVICES, WorldService } from './world/services';
import { readState, SavedState } from './world/stateFile';
import { StateSaver } from './world/stateSaver';

const TICK_MILLISECONDS = 100;
const SAVE_DELAY_MILLISECONDS = 500;

export interface SandboxOptions {
  /** Kubernetes and control API; 0, the default, takes any free port. */
  port?: number;
  /** The data plane; 0, the default, takes any free port. */
  gatewayPort?: number;
  /** Traffic of the same seed repeats. */
  seed?: number;
  /** Where objects outlive the process; left out, they don't. */
  stateFile?: string;
  services?: readonly WorldService[];
  /** Set to false for a world in which only real clients make requests. */
  traffic?: boolean;
  /** How late status and addresses follow a change. */
  controllerDelayMilliseconds?: number;
  bookmarkIntervalMilliseconds?: number;
  /** How long metrics are kept. */
  historySeconds?: number;
  log?: (message: string) => void;
}

export interface Sandbox {
  /** Base URL of the Kubernetes API, the control API and `/metrics`. */
  url: string;
  /** Base URL of the data plane. */
  gatewayUrl: string;
  /** Faults may be set directly or over HTTP. */
  faults: Faults;
  /** Resolves once the controllers have nothing left to do. */
  settled(): Promise<void>;
  /** Saves the state file and frees the ports. */
  stop(): Promise<void>;
}

function kindOf(registry: ResourceRegistry) {
  return ({ apiVersion, kind }: KubeObject) =>
    registry.byKind(
      kind,
      apiVersion.includes('/') ? apiVersion.split('/')[0] : '',
    );
}

/**
 * Starts the embedded world: a Kubernetes API, workloads, traffic and metrics.
 *
 * @throws when a port is in use or the state file is damaged.
 */
export async function createSandbox(
  options: SandboxOptions = {},
): Promise<Sandbox> {
  const { seed = 1, services = WORLD_SERVICES, stateFile, log } = options;
  const now = Date.now;
  const registry = new ResourceRegistry(SANDBOX_KINDS);
  const store = new ObjectStore();
  const writer = new ObjectWriter(store, registry, now);
  const versions = new Versions(services);
  const faults = new Faults();
  const exposition = new Exposition();
  const recorder = new Recorder(
    versions.list(),
    exposition,
    options.historySeconds ?? 3600,
  );
  const delay = options.controllerDelayMilliseconds ?? 50;

  const saved = stateFile ? await readState(stateFile) : undefined;
  if (saved) {
    store.restore(saved, kindOf(registry));
    for (const service of services) {
      const behaviour = saved.behaviours[service.name];
      if (behaviour) {
        const backend = backendName(service.name, 'new');
        versions.setBehaviour(service.namespace, backend, behaviour);
      }
    }
  }
  const seedTargets = { store, writer, registry };
  seedWorld(seedTargets, services, seed);
  const workloads = new WorkloadController(store, writer, registry, now, delay);
  const routeStatus = new RouteStatusController(
    store,
    writer,
    registry,
    now,
    delay,
  );
  const rollouts = new RolloutController(store, writer, registry, now, delay);
  const unfollowEvents = followEvents(store, registry);
  workloads.reconcileAll();
  routeStatus.markAll();
  rollouts.markAll();

  const routes = new RouteTable(store, registry);
  const traffic =
    options.traffic === false
      ? undefined
      : new Traffic({
          services,
          seed,
          start: now(),
          versions,
          routes,
          record: ({ service, at, exchange }) =>
            recorder.record(service.name, at, exchange),
        });
  const settle = () => traffic?.advance(now());
  routes.beforeChange(settle);
  const ticks = setInterval(settle, TICK_MILLISECONDS);

  const state = (): SavedState => ({
    ...store.contents(),
    behaviours: versions.newBehaviours(),
  });
  const saver =
    stateFile === undefined
      ? undefined
      : new StateSaver({
          path: stateFile,
          state,
          delayMilliseconds: SAVE_DELAY_MILLISECONDS,
          onError: error => log?.(`The state was not saved: ${error}`),
        });
  const changed = () => saver?.changed();
  store.subscribe(changed);

  const kubernetes = new KubernetesApi({
    registry,
    store,
    writer,
    faults,
    bookmarkIntervalMilliseconds:
      options.bookmarkIntervalMilliseconds ?? 30_000,
  });
  const world = new World({
    services,
    kubernetes,
    store,
    registry,
    routes,
    versions,
    recorder,
    seed,
    now,
    settle,
    changed,
    reset: () => {
      faults.clear();
      emptyWorld(seedTargets);
      seedWorld(seedTargets, services, seed);
      for (const { namespace, name } of services) {
        versions.setBehaviour(namespace, backendName(name, 'new'), 'healthy');
      }
      workloads.reconcileAll();
      routeStatus.markAll();
      rollouts.markAll();
      recorder.clear();
    },
  });
  const control = new ControlApi(world, faults);
  const dataPlane = new DataPlane({
    routes,
    versions,
    seed,
    now,
    record: (service, at, done) => recorder.record(service, at, done),
  });

  const servers: RunningServer[] = [];
  const controllers = [workloads, routeStatus, rollouts];
  const settled = async () => {
    while (controllers.some(({ idle }) => !idle)) await sleep(1);
  };
  const stop = async () => {
    clearInterval(ticks);
    for (const controller of controllers) controller.stop();
    unfollowEvents();
    routes.stop();
    await Promise.all(servers.map(server => server.stop()));
    await saver?.stop();
  };
  try {
    const api = await startServer(
      async (request, response) => {
        const url = new URL(request.url ?? '/', 'http://sandbox');
        if (url.pathname.startsWith('/sandbox/')) {
          await control.handle(request, response, url);
        } else if (url.pathname === '/metrics') {
          settle();
          const text = await exposition.text();
          sendText(response, 200, exposition.contentType, text);
        } else {
          await kubernetes.handle(request, response, url);
        }
      },
      options.port ?? 0,
      'STAGECRAFT_SANDBOX_PORT',
    );
    servers.push(api);
    const gateway = await startServer(
      (request, response) =>
        dataPlane.handle(
          request,
          response,
          new URL(request.url ?? '/', 'http://sandbox'),
        ),
      options.gatewayPort ?? 0,
      'STAGECRAFT_SANDBOX_GATEWAY_PORT',
    );
    servers.push(gateway);
    return { url: api.url, gatewayUrl: gateway.url, faults, settled, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
