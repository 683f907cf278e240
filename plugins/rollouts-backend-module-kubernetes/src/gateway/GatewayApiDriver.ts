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
import {
  DriverError,
  type Baseline,
  type ExposeOptions,
  type ExposureDriver,
  type ForwardContext,
  type ObservedExposure,
  type WriteContext,
} from '@stagecraft/backstage-plugin-rollouts-node';
import type { Clusters } from '../cluster/Clusters';
import { HTTP_ROUTES } from '../cluster/resources';
import {
  changedSinceSeen,
  firstStampOperations,
  guardOperations,
  isFence,
  isFencedAbove,
  staleFence,
  stampOperations,
} from '../write/fence';
import { GuardedObject } from '../write/GuardedObject';
import { writeBack } from '../write/writeBack';
import { writeForward } from '../write/writeForward';
import { baselineOf, KIND, readBaseline } from './baseline';
import { exposurePatch } from './exposurePatch';
import { observedExposure } from './observe';
import { preflightRoute } from './preflight/preflightRoute';
import { restorePatch } from './restorePatch';
import { httpRouteSchema, type HttpRoute } from './route';
import { shortForm } from './shortForm';

/** Moves the weights and the internal audience's rules of an HTTPRoute. */
export class GatewayApiDriver implements ExposureDriver {
  readonly kind = KIND;
  readonly #clusters: Clusters;

  constructor(clusters: Clusters) {
    this.#clusters = clusters;
  }

  async identify(target: TargetRef, signal: AbortSignal): Promise<string> {
    const cluster = this.#clusters.get(target.cluster);
    const uid = await cluster.identity({ signal, lane: 'forward' });
    return [uid, this.kind, target.namespace, target.name].join('/');
  }

  async preflight(
    target: TargetRef,
    options: ExposeOptions,
    signal: AbortSignal,
  ): Promise<PreflightResult[]> {
    return preflightRoute(
      this.#clusters.get(target.cluster),
      this.#route(target),
      target,
      options,
      signal,
    );
  }

  async capture(target: TargetRef, context: WriteContext): Promise<Baseline> {
    return writeForward(
      this.#route(target),
      live => {
        const { metadata } = live;
        if (isFencedAbove(metadata, context.fence)) {
          throw staleFence(metadata, context.fence);
        }
        const result = baselineOf(live, target.backends);
        if (isFence(metadata, context.fence)) return { kind: 'done', result };
        return {
          kind: 'write',
          result,
          operations: [
            ...guardOperations(metadata),
            ...firstStampOperations(metadata, context),
          ],
        };
      },
      context,
    );
  }

  async preview(
    target: TargetRef,
    exposure: Exposure,
    options: ExposeOptions,
    signal: AbortSignal,
  ): Promise<Change> {
    const route = this.#route(target);
    const live = await route.read(signal);
    const after = await route.dryRun(
      [
        ...guardOperations(live.metadata),
        ...exposurePatch(live, target.backends, exposure, options.header),
      ],
      signal,
    );
    return { before: shortForm(live), after: shortForm(after) };
  }

  async expose(
    target: TargetRef,
    exposure: Exposure,
    options: ExposeOptions,
    context: ForwardContext,
  ): Promise<void> {
    await writeForward(
      this.#route(target),
      live => {
        const { metadata } = live;
        if (isFence(metadata, context.fence)) {
          assertShows(live, target, exposure);
          return { kind: 'done', result: undefined };
        }
        if (!isFence(metadata, context.expected)) {
          throw staleFence(metadata, context.expected);
        }
        if (metadata.generation !== context.generation) {
          throw changedSinceSeen(metadata, context.generation);
        }
        return {
          kind: 'write',
          result: undefined,
          operations: [
            ...guardOperations(metadata),
            ...exposurePatch(live, target.backends, exposure, options.header),
            ...stampOperations(metadata, context),
          ],
        };
      },
      context,
    );
  }

  async observe(
    target: TargetRef,
    signal: AbortSignal,
  ): Promise<ObservedExposure> {
    return observedExposure(
      await this.#route(target).read(signal, 'observe'),
      target.backends,
    );
  }

  async restore(
    target: TargetRef,
    baseline: Baseline,
    context: WriteContext,
  ): Promise<void> {
    const content = readBaseline(baseline);
    await writeBack(
      this.#route(target),
      live => restorePatch(live, target.backends, content),
      context,
    );
  }

  #route(target: TargetRef): GuardedObject<HttpRoute> {
    return new GuardedObject(
      this.#clusters.get(target.cluster),
      {
        resource: HTTP_ROUTES,
        namespace: target.namespace,
        name: target.name,
      },
      httpRouteSchema,
    );
  }
}

/** This write landed before; someone may have changed the route since. */
function assertShows(live: HttpRoute, target: TargetRef, exposure: Exposure) {
  const shown = observedExposure(live, target.backends).exposure;
  const wanted = {
    internal: Math.max(exposure.internal, exposure.everyone),
    everyone: exposure.everyone,
  };
  if (
    shown.internal === wanted.internal &&
    shown.everyone === wanted.everyone
  ) {
    return;
  }
  throw new DriverError(
    'conflict',
    `${target.name} was changed by someone else after this exposure was written. Look at who changed it before it is exposed again.`,
  );
}
