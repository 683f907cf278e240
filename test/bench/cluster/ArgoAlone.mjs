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
import { breach } from './breach.mjs';
import { canary, isAtRest } from './canary.mjs';
import { analysisMetric } from './condition.mjs';
import { Followed } from './Followed.mjs';
import { metadata } from './workloads.mjs';

/** How it is called in what is reported. */
export const ALONE = 'Argo Rollouts by itself';

const NAME = 'bench-alone';
const PAUSE_MS = 50;
const { backends, changeTemplate, manifests, rolloutPath, routePath, shareOf } =
  canary(NAME, {
    analysis: { templates: [{ templateName: NAME }] },
    steps: [{ setWeight: 50 }, { pause: {} }],
  });

function template(address) {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisTemplate',
    metadata: metadata(NAME),
    spec: { metrics: [analysisMetric(address, NAME, backends.new)] },
  };
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

  constructor({ api, kubeConfig, source, traffic }) {
    this.#api = api;
    this.#source = source;
    this.#traffic = traffic;
    this.#route = new Followed(kubeConfig, routePath);
    this.#rollout = new Followed(kubeConfig, rolloutPath);
  }

  async start() {
    await this.#api.apply(template(this.#source.url));
    for (const each of manifests) await this.#api.apply(each);
    this.#traffic.add(NAME, backends);
    await Promise.all([this.#route.start(), this.#rollout.start()]);
    await this.#rollout.until(isAtRest);
  }

  stop() {
    this.#route.stop();
    this.#rollout.stop();
  }

  /** A new version, at half of everyone and measured once. */
  async open() {
    const since = Date.now();
    await changeTemplate(this.#api, String(since));
    await this.#route.until(route => shareOf(route) === 0.5, since);
    while (this.#looks(since).length === 0) await pause(PAUSE_MS);
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
    await changeTemplate(this.#api, null);
    await this.#rollout.until(isAtRest, Date.now());
  }

  #looks(since) {
    return this.#source.looks(NAME, backends.new, since);
  }
}
