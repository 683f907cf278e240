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

import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  Change,
  Exposure,
  TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import {
  DriverError,
  type Baseline,
  type ExposeOptions,
  type WriteContext,
} from '@stagecraft/backstage-plugin-rollouts-node';
import type { Clusters } from '../cluster/Clusters';
import { VIRTUAL_SERVICES } from '../cluster/resources';
import type { Acceptance } from '../split/observe';
import type { Plane } from '../split/Plane';
import { SplitDriver } from '../split/SplitDriver';
import { candidatesIn } from './find';
import { VIRTUAL_SERVICE_LAYOUT } from './layout';
import { limit, previewLimit, unlimit } from './limitedSubset';
import {
  entryChecks,
  headerCheck,
  mirroringEntries,
} from './preflight/entryChecks';
import { subsetChecks } from './preflight/subsetChecks';
import { virtualServiceSchema, type VirtualService } from './virtualService';

/** How long a rollback is spent on taking limits off once nothing is exposed. */
const UNLIMIT_MS = 3_000;

/**
 * Istio reports nothing by default, so that its silence says nothing; the
 * errors its analysis found are passed on.
 */
function acceptance({ status }: VirtualService): Acceptance {
  const errors = (status?.validationMessages ?? []).filter(
    ({ level }) => level === 'ERROR',
  );
  return {
    accepted: true,
    troubles: errors.map(
      ({ type }) =>
        `Istio's analysis finds an error (${[type?.code, type?.name]
          .filter(Boolean)
          .join(' ')})`,
    ),
  };
}

const PLANE: Plane<VirtualService> = {
  layout: VIRTUAL_SERVICE_LAYOUT,
  resource: VIRTUAL_SERVICES,
  schema: virtualServiceSchema,
  acceptance,
  candidates: candidatesIn,
  checks: entryChecks,
  mirrors: mirroringEntries,
  headerCheck,
  workloads: subsetChecks,
};

/**
 * Moves the weights and the internal audience's entries of a VirtualService
 * between two subsets of a host, and holds the new one to limits meanwhile.
 */
export class IstioDriver extends SplitDriver<VirtualService> {
  readonly #clusters: Clusters;
  readonly #logger: Pick<LoggerService, 'warn'>;

  constructor(clusters: Clusters, logger: Pick<LoggerService, 'warn'>) {
    super(clusters, PLANE);
    this.#clusters = clusters;
    this.#logger = logger;
  }

  async capture(target: TargetRef, context: WriteContext): Promise<Baseline> {
    const baseline = await super.capture(target, context);
    await limit(this.#clusters.get(target.cluster), target, context);
    return baseline;
  }

  async preview(
    target: TargetRef,
    exposure: Exposure,
    options: ExposeOptions,
    signal: AbortSignal,
  ): Promise<Change> {
    const [route, subset] = await Promise.all([
      super.preview(target, exposure, options, signal),
      previewLimit(this.#clusters.get(target.cluster), target, signal),
    ]);
    return {
      before: `${route.before}---\n${subset.before}`,
      after: `${route.after}---\n${subset.after}`,
    };
  }

  async restore(
    target: TargetRef,
    baseline: Baseline,
    context: WriteContext,
  ): Promise<void> {
    try {
      await super.restore(target, baseline, context);
    } catch (error) {
      const isGone = error instanceof DriverError && error.code === 'not-found';
      if (isGone) await this.#unlimit(target, context.signal);
      throw error;
    }
    await this.#unlimit(target, context.signal);
  }

  /** Limits that stay on harm nobody, so they must not fail a rollback. */
  async #unlimit(target: TargetRef, signal: AbortSignal): Promise<void> {
    try {
      await unlimit(
        this.#clusters.get(target.cluster),
        target,
        AbortSignal.any([signal, AbortSignal.timeout(UNLIMIT_MS)]),
      );
    } catch (error) {
      if (!(error instanceof DriverError)) throw error;
      this.#logger.warn(
        `The limits that Stagecraft put on subset ${target.backends.new} of ${target.part} stay on until its next rollout: ${error.message}`,
      );
    }
  }
}
