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

import type {
  Change,
  Exposure,
  PreflightResult,
  TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type {
  Baseline,
  ExposeOptions,
  ExposureDriver,
  FindScope,
  ForwardContext,
  FoundTarget,
  ObservedExposure,
  WayBackStep,
  WriteContext,
} from '@stagecraft/backstage-plugin-rollouts-node';
import type { Clusters } from '../cluster/Clusters';
import { targetId } from '../cluster/targetId';
import { DEPLOYMENTS } from '../cluster/resources';
import { KIND, readBaseline } from './baseline';
import { capturePair } from './capture';
import { exposePair } from './expose';
import { find } from './find';
import { observedExposure } from './observe';
import { PairObjects } from './PairObjects';
import { preflightPair } from './preflight';
import { previewPair } from './preview';
import { restorePair } from './restore';
import { wayBackOf } from './wayBack';

/**
 * Shares a Service's requests between two Deployments by their numbers of
 * pods. Both carry the fence: a write counts once it is on both.
 */
export class DeploymentDriver implements ExposureDriver {
  readonly kind = KIND;
  readonly #clusters: Clusters;

  constructor(clusters: Clusters) {
    this.#clusters = clusters;
  }

  async identify(target: TargetRef, signal: AbortSignal): Promise<string> {
    return targetId(this.#clusters.get(target.cluster), target, signal);
  }

  async find(scope: FindScope, signal: AbortSignal): Promise<FoundTarget[]> {
    return find(this.#clusters.get(scope.cluster), scope, signal);
  }

  async preflight(
    target: TargetRef,
    options: ExposeOptions,
    signal: AbortSignal,
  ): Promise<PreflightResult[]> {
    const cluster = this.#clusters.get(target.cluster);
    return preflightPair(
      cluster,
      this.#objects(target),
      target,
      options,
      signal,
    );
  }

  async capture(target: TargetRef, context: WriteContext): Promise<Baseline> {
    return capturePair(this.#objects(target), context);
  }

  async preview(
    target: TargetRef,
    exposure: Exposure,
    _options: ExposeOptions,
    signal: AbortSignal,
  ): Promise<Change> {
    return previewPair(this.#objects(target), exposure, signal);
  }

  async expose(
    target: TargetRef,
    exposure: Exposure,
    _options: ExposeOptions,
    context: ForwardContext,
  ): Promise<void> {
    await exposePair(this.#objects(target), exposure, context);
  }

  async observe(
    target: TargetRef,
    signal: AbortSignal,
  ): Promise<ObservedExposure> {
    const objects = this.#objects(target);
    const [pair, selector] = await Promise.all([
      objects.read(signal, 'observe'),
      objects.selector(signal, 'observe'),
    ]);
    return observedExposure(pair, selector);
  }

  watch(target: TargetRef, onChange: () => void, signal: AbortSignal): void {
    const { cluster, namespace, backends } = target;
    for (const name of [backends.baseline, backends.new]) {
      const ref = { resource: DEPLOYMENTS, namespace, name };
      this.#clusters.listen(cluster, ref, onChange, signal);
    }
  }

  async restore(
    target: TargetRef,
    baseline: Baseline,
    context: WriteContext,
  ): Promise<void> {
    await restorePair(this.#objects(target), readBaseline(baseline), context);
  }

  /** The same in every phase: pods know no direction. */
  wayBack(target: TargetRef, baseline: Baseline): WayBackStep[] {
    return wayBackOf(target, readBaseline(baseline));
  }

  #objects(target: TargetRef): PairObjects {
    return new PairObjects(this.#clusters.get(target.cluster), target);
  }
}
