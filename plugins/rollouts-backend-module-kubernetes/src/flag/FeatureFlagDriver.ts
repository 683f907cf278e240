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
import { captureStep } from '../write/captureStep';
import { guardOperations } from '../write/fence';
import { forwardStep } from '../write/forwardStep';
import { GuardedObject } from '../write/GuardedObject';
import { writeBack } from '../write/writeBack';
import { writeForward } from '../write/writeForward';
import { baselineOf, readBaseline } from './baseline';
import { exposurePatch } from './exposurePatch';
import {
  FEATURE_FLAGS,
  featureFlagSchema,
  keyOf,
  KIND,
  type FeatureFlag,
} from './featureFlag';
import { findFlags } from './find';
import { observedFlag } from './observe';
import { preflightFlag } from './preflight';
import { restorePatch } from './restorePatch';
import { shortForm } from './shortForm';
import { wayBackOf } from './wayBack';

/** Moves one flag of a FeatureFlag, the OpenFeature operator's kind. */
export class FeatureFlagDriver implements ExposureDriver {
  readonly kind = KIND;
  readonly #clusters: Clusters;

  constructor(clusters: Clusters) {
    this.#clusters = clusters;
  }

  async identify(target: TargetRef, signal: AbortSignal): Promise<string> {
    const cluster = this.#clusters.get(target.cluster);
    return targetId(cluster, target, signal, keyOf(target));
  }

  async preflight(
    target: TargetRef,
    options: ExposeOptions,
    signal: AbortSignal,
  ): Promise<PreflightResult[]> {
    return preflightFlag(
      this.#clusters.get(target.cluster),
      this.#object(target),
      target,
      options,
      signal,
    );
  }

  async capture(target: TargetRef, context: WriteContext): Promise<Baseline> {
    return writeForward(
      this.#object(target),
      live =>
        captureStep(live.metadata, context, () => baselineOf(live, target)),
      context,
    );
  }

  async preview(
    target: TargetRef,
    exposure: Exposure,
    options: ExposeOptions,
    signal: AbortSignal,
  ): Promise<Change> {
    const object = this.#object(target);
    const live = await object.read(signal);
    const after = await object.dryRun(
      [
        ...guardOperations(live.metadata),
        ...exposurePatch(live, target, exposure, options),
      ],
      signal,
    );
    const key = keyOf(target);
    return { before: shortForm(live, key), after: shortForm(after, key) };
  }

  async expose(
    target: TargetRef,
    exposure: Exposure,
    options: ExposeOptions,
    context: ForwardContext,
  ): Promise<void> {
    await writeForward(
      this.#object(target),
      live =>
        forwardStep(
          live.metadata,
          exposure,
          context,
          () => observedFlag(live, target, new Date()).exposure,
          () =>
            exposurePatch(live, target, exposure, options, context.baseline),
        ),
      context,
    );
  }

  async observe(
    target: TargetRef,
    signal: AbortSignal,
  ): Promise<ObservedExposure> {
    const live = await this.#object(target).read(signal, 'observe');
    return observedFlag(live, target, new Date());
  }

  find(scope: FindScope, signal: AbortSignal): Promise<FoundTarget[]> {
    return findFlags(this.#clusters, scope, signal);
  }

  watch(target: TargetRef, onChange: () => void, signal: AbortSignal): void {
    const { namespace, name } = target;
    this.#clusters.listen(
      target.cluster,
      { resource: FEATURE_FLAGS, namespace, name },
      onChange,
      signal,
    );
  }

  async restore(
    target: TargetRef,
    baseline: Baseline,
    context: WriteContext,
  ): Promise<void> {
    const content = readBaseline(baseline);
    await writeBack(
      this.#object(target),
      live => restorePatch(live, keyOf(target), content),
      context,
    );
  }

  wayBack(target: TargetRef, baseline: Baseline): WayBackStep[] {
    return wayBackOf(target, readBaseline(baseline));
  }

  #object(target: TargetRef): GuardedObject<FeatureFlag> {
    const { cluster, namespace, name } = target;
    return new GuardedObject(
      this.#clusters.get(cluster),
      { resource: FEATURE_FLAGS, namespace, name },
      featureFlagSchema(keyOf(target)),
    );
  }
}
