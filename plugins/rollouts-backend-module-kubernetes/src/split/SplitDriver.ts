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
import { findObjects } from '../cluster/findObjects';
import { shaped } from '../cluster/shape';
import { captureStep } from '../write/captureStep';
import { guardOperations } from '../write/fence';
import { forwardStep } from '../write/forwardStep';
import { GuardedObject } from '../write/GuardedObject';
import { writeBack } from '../write/writeBack';
import { writeForward } from '../write/writeForward';
import { baselineOf, readBaseline } from './baseline';
import { exposurePatch } from './exposurePatch';
import { observedExposure } from './observe';
import type { Plane, SplitObject } from './Plane';
import { preflightRoute } from './preflight/preflightRoute';
import { restorePatch } from './restorePatch';
import { headersOf, readRoute } from './rule';
import { shortForm } from './shortForm';
import { wayBackOf } from './wayBack';

/** Moves the weights and the audiences' rules of one plane's routes. */
export class SplitDriver<T extends SplitObject> implements ExposureDriver {
  readonly kind: string;
  readonly #clusters: Clusters;
  readonly #plane: Plane<T>;

  constructor(clusters: Clusters, plane: Plane<T>) {
    this.kind = plane.layout.kind;
    this.#clusters = clusters;
    this.#plane = plane;
  }

  async identify(target: TargetRef, signal: AbortSignal): Promise<string> {
    return targetId(this.#clusters.get(target.cluster), target, signal);
  }

  async find(scope: FindScope, signal: AbortSignal): Promise<FoundTarget[]> {
    const cluster = this.#clusters.get(scope.cluster);
    const { resource, schema, candidates } = this.#plane;
    const found = await findObjects(cluster, resource, scope, signal);
    return found.flatMap(each =>
      candidates(shaped(schema, each, resource.plural), cluster.name),
    );
  }

  async preflight(
    target: TargetRef,
    options: ExposeOptions,
    signal: AbortSignal,
  ): Promise<PreflightResult[]> {
    return preflightRoute(
      this.#plane,
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
        captureStep(live.metadata, context, () =>
          baselineOf(this.#read(live, target)),
        ),
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
    const route = this.#read(live, target);
    const after = await object.dryRun(
      [
        ...guardOperations(live.metadata),
        ...exposurePatch(route, exposure, headersOf(options)),
      ],
      signal,
    );
    return {
      before: shortForm(route),
      after: shortForm(this.#read(after, target)),
    };
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
          () => this.#observed(live, target).exposure,
          () =>
            exposurePatch(
              this.#read(live, target),
              exposure,
              headersOf(options),
            ),
        ),
      context,
    );
  }

  async observe(
    target: TargetRef,
    signal: AbortSignal,
  ): Promise<ObservedExposure> {
    return this.#observed(
      await this.#object(target).read(signal, 'observe'),
      target,
    );
  }

  watch(target: TargetRef, onChange: () => void, signal: AbortSignal): void {
    const { namespace, name } = target;
    this.#clusters.listen(
      target.cluster,
      { resource: this.#plane.resource, namespace, name },
      onChange,
      signal,
    );
  }

  async restore(
    target: TargetRef,
    baseline: Baseline,
    context: WriteContext,
  ): Promise<void> {
    const content = readBaseline(this.#plane.layout, baseline);
    await writeBack(
      this.#object(target),
      live => restorePatch(this.#read(live, target), target, content),
      context,
    );
  }

  /** The same as long as both versions run: weights know no direction. */
  wayBack(target: TargetRef, baseline: Baseline): WayBackStep[] {
    const { layout, resource } = this.#plane;
    const content = readBaseline(layout, baseline);
    return wayBackOf(layout, resource, target, content);
  }

  #object(target: TargetRef): GuardedObject<T> {
    return new GuardedObject(
      this.#clusters.get(target.cluster),
      {
        resource: this.#plane.resource,
        namespace: target.namespace,
        name: target.name,
      },
      this.#plane.schema,
    );
  }

  #read(live: T, target: TargetRef) {
    return readRoute(this.#plane.layout, live, target);
  }

  #observed(live: T, target: TargetRef): ObservedExposure {
    return observedExposure(
      this.#read(live, target),
      this.#plane.acceptance(live),
    );
  }
}
