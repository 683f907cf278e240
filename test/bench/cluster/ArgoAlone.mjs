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

import { setTimeout as pause } from 'node:timers/promises';
import { analysisMetric } from './condition.mjs';
import { Followed } from './Followed.mjs';
import { breach } from './breach.mjs';
import {
  metadata,
  NAMESPACE,
  podTemplate,
  REPLICAS,
  service,
} from './workloads.mjs';

/** How it is called in what is reported. */
export const ALONE = 'Argo Rollouts by itself';

const NAME = 'bench-alone';
const SERVICES = { baseline: `${NAME}-stable`, new: `${NAME}-canary` };
const ROUTES = `/apis/networking.istio.io/v1/namespaces/${NAMESPACE}/virtualservices/${NAME}`;
const ROLLOUTS = `/apis/argoproj.io/v1alpha1/namespaces/${NAMESPACE}/rollouts/${NAME}`;
const LABELS = { app: NAME };

function manifests(address) {
  return [
    ...Object.values(SERVICES).map(name => service(name, LABELS)),
    {
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: metadata(NAME),
      spec: {
        hosts: [NAME],
        http: [
          {
            name: 'main',
            route: [
              { destination: { host: SERVICES.baseline }, weight: 100 },
              { destination: { host: SERVICES.new }, weight: 0 },
            ],
          },
        ],
      },
    },
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AnalysisTemplate',
      metadata: metadata(NAME),
      spec: { metrics: [analysisMetric(address, NAME, SERVICES.new)] },
    },
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: metadata(NAME),
      spec: {
        replicas: REPLICAS,
        selector: { matchLabels: LABELS },
        template: podTemplate(LABELS),
        strategy: {
          canary: {
            stableService: SERVICES.baseline,
            canaryService: SERVICES.new,
            trafficRouting: {
              istio: { virtualService: { name: NAME, routes: ['main'] } },
            },
            analysis: { templates: [{ templateName: NAME }] },
            steps: [{ setWeight: 50 }, { pause: {} }],
          },
        },
      },
    },
  ];
}

function shareOf({ spec }) {
  const { route } = spec.http[0];
  return (
    route.find(({ destination }) => destination.host === SERVICES.new).weight /
    100
  );
}

/**
 * The real Argo Rollouts controller with nobody above it: a canary at half of
 * everyone, and an analysis in the background that goes by the same metric,
 * interval and condition.
 */
export class ArgoAlone {
  #api;
  #source;
  #traffic;
  #route;
  #rollout;
  #revision = 0;
  #started = 0;

  constructor({ api, kubeConfig, source, traffic }) {
    this.#api = api;
    this.#source = source;
    this.#traffic = traffic;
    this.#route = new Followed(kubeConfig, ROUTES);
    this.#rollout = new Followed(kubeConfig, ROLLOUTS);
  }

  async start() {
    for (const each of manifests(this.#source.url)) await this.#api.apply(each);
    this.#traffic.add(NAME, SERVICES);
    await Promise.all([this.#route.start(), this.#rollout.start()]);
    await this.#untilHealthy();
  }

  stop() {
    this.#route.stop();
    this.#rollout.stop();
  }

  /** A new version, at half of everyone and measured once. */
  async open() {
    this.#started = Date.now();
    this.#revision += 1;
    await this.#changeTemplate(String(this.#revision));
    await this.#route.until(route => shareOf(route) === 0.5, this.#started);
    while (this.#looks(this.#started).length === 0) await pause(50);
  }

  async breach() {
    const found = await breach({
      route: this.#route,
      shareOf,
      start: () => this.#traffic.break(NAME),
      looks: since => this.#looks(since),
    });
    return { name: ALONE, restored: found };
  }

  /** Ends the aborted rollout, so that the next round begins as this one. */
  async close() {
    this.#traffic.mend(NAME);
    await this.#changeTemplate(null);
    await this.#untilHealthy();
  }

  #looks(since) {
    return this.#source.looks(NAME, SERVICES.new, since);
  }

  async #untilHealthy() {
    await this.#rollout.until(
      ({ metadata: { generation }, status }) =>
        status?.phase === 'Healthy' &&
        status.observedGeneration === String(generation),
      Date.now(),
    );
  }

  #changeTemplate(revision) {
    const annotations = { 'example.com/revision': revision };
    return this.#api.send(
      'PATCH',
      ROLLOUTS,
      { spec: { template: { metadata: { annotations } } } },
      'application/merge-patch+json',
    );
  }
}
