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
import { ARGO_ROLLOUTS, DEPLOYMENTS } from '../cluster/resources';
import { captureStep } from '../write/captureStep';
import { changedSinceSeen, metadataSchema } from '../write/fence';
import { GuardedObject } from '../write/GuardedObject';
import { writeBack } from '../write/writeBack';
import { writeForward } from '../write/writeForward';
import { z } from 'zod';
import { baselineOf, capturableVersions, KIND, readBaseline } from './baseline';
import { exposeStep } from './expose';
import { openableRung, previewOperations } from './exposurePatch';
import { find } from './find';
import { followDown } from './followDown';
import { stepsSum } from './ladder';
import {
  ASKS_ANNOTATION,
  STEPS_ANNOTATION,
  TEMPLATE_ANNOTATION,
  VERSIONS_ANNOTATION,
  versionsText,
} from './marks';
import { observedExposure } from './observe';
import { preflightRollout } from './preflight/preflightRollout';
import { restorePatch, undoOperations } from './restorePatch';
import { rolloutSchema, type ArgoRollout } from './rollout';
import { shortForm } from './shortForm';
import { stableTemplate } from './stableTemplate';
import { wayBackOf } from './wayBack';

const workloadSchema = z.looseObject({ metadata: metadataSchema });

/**
 * Opens the steps of an Argo Rollout, aborts it and undoes its template. The
 * Argo Rollouts controller moves pods and traffic.
 */
export class ArgoRolloutsDriver implements ExposureDriver {
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
    return preflightRollout(
      this.#clusters.get(target.cluster),
      this.#rollout(target),
      target,
      options,
      signal,
    );
  }

  async capture(target: TargetRef, context: WriteContext): Promise<Baseline> {
    const { signal } = context;
    const seen = await this.#rollout(target).read(signal);
    const versions = capturableVersions(seen);
    const template = await stableTemplate(
      this.#clusters.get(target.cluster),
      seen,
      target.namespace,
      versions.baseline,
      { signal, lane: 'forward' },
    );
    return writeForward(
      this.#rollout(target),
      live =>
        captureStep(
          live.metadata,
          context,
          () => {
            const now = capturableVersions(live);
            if (now.baseline !== versions.baseline) {
              throw changedSinceSeen(live.metadata, seen.metadata.generation);
            }
            return baselineOf(live, now, template);
          },
          () => ({
            [VERSIONS_ANNOTATION]: versionsText(capturableVersions(live)),
            [STEPS_ANNOTATION]: stepsSum(live),
            [ASKS_ANNOTATION]: null,
            [TEMPLATE_ANNOTATION]: null,
          }),
        ),
      context,
    );
  }

  /** The status can be tried too; what the controller makes of it is said. */
  async preview(
    target: TargetRef,
    exposure: Exposure,
    _options: ExposeOptions,
    signal: AbortSignal,
  ): Promise<Change> {
    const object = this.#rollout(target);
    const live = await object.read(signal);
    const rung = openableRung(live, exposure);
    const after = await object.dryRun(
      previewOperations(live, rung),
      signal,
      'status',
    );
    return { before: shortForm(live), after: shortForm(after) };
  }

  async expose(
    target: TargetRef,
    exposure: Exposure,
    _options: ExposeOptions,
    context: ForwardContext,
  ): Promise<void> {
    const object = this.#rollout(target);
    await writeForward(
      object,
      live => exposeStep(live, exposure, context, new Date()),
      context,
    );
    await followDown(object, exposure, context.signal);
  }

  async observe(
    target: TargetRef,
    signal: AbortSignal,
  ): Promise<ObservedExposure> {
    const live = await this.#rollout(target).read(signal, 'observe');
    return observedExposure(live, new Date());
  }

  watch(target: TargetRef, onChange: () => void, signal: AbortSignal): void {
    const { cluster, namespace, name } = target;
    const ref = { resource: ARGO_ROLLOUTS, namespace, name };
    this.#clusters.listen(cluster, ref, onChange, signal);
  }

  async restore(
    target: TargetRef,
    baseline: Baseline,
    context: WriteContext,
  ): Promise<void> {
    const content = readBaseline(baseline);
    const { workload } = content;
    const writes = [
      writeBack(
        this.#rollout(target),
        live => restorePatch(live, content),
        context,
      ),
      ...(workload === null
        ? []
        : [
            writeBack(
              this.#workload(target, workload),
              () => ({ operations: undoOperations(content), remains: null }),
              context,
            ),
          ]),
    ];
    // Neither write waits for the other, and one that fails stops none.
    const failed = (await Promise.allSettled(writes)).find(
      result => result.status === 'rejected',
    );
    if (failed) throw failed.reason;
  }

  /** The same in every phase: it promotes the baseline where that is needed. */
  wayBack(target: TargetRef, baseline: Baseline): WayBackStep[] | null {
    return wayBackOf(target, readBaseline(baseline));
  }

  #rollout(target: TargetRef): GuardedObject<ArgoRollout> {
    const { namespace, name } = target;
    return new GuardedObject(
      this.#clusters.get(target.cluster),
      { resource: ARGO_ROLLOUTS, namespace, name },
      rolloutSchema,
    );
  }

  #workload({ cluster, namespace }: TargetRef, name: string) {
    return new GuardedObject(
      this.#clusters.get(cluster),
      { resource: DEPLOYMENTS, namespace, name },
      workloadSchema,
    );
  }
}
