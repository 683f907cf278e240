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

import {
  DriverError,
  type CapsuleStore,
  type ExposeOptions,
  type ExposureDriver,
} from '@stagecraft/backstage-plugin-rollouts-node';
import {
  exposureOfStage,
  targetLabel,
  type PlanDraft,
  type PreflightResult,
  type Stage,
  type TargetPreflight,
  type TargetPreview,
  type TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { IdentifiedTarget } from '../store/targets';
import { UnavailableError } from '../problems/errors';
import type { CheckedTarget } from './preflights';

const TIMEOUT_MS = 10_000;

type Moved = Pick<PlanDraft, 'targets' | 'stages' | 'end'>;

/** The plan's end, and the headers of its audiences where it has them. */
export function exposeOptions({
  stages,
  end,
}: Pick<PlanDraft, 'stages' | 'end'>): ExposeOptions {
  const options: ExposeOptions = { end: new Date(end) };
  for (const { audience } of stages) {
    if (audience.kind === 'internal') options.header = audience.header;
    if (audience.kind === 'segment') options.segment = audience.header;
  }
  return options;
}

/** The drivers by the kind of target they move, and what is asked of them. */
export class Drivers {
  readonly #drivers: ReadonlyMap<string, ExposureDriver>;
  /** Null where no module keeps ways back. */
  readonly capsules: CapsuleStore | null;

  constructor(
    drivers: ReadonlyMap<string, ExposureDriver>,
    capsules: CapsuleStore | null = null,
  ) {
    this.#drivers = drivers;
    this.capsules = capsules;
  }

  get kinds(): string[] {
    return [...this.#drivers.keys()];
  }

  /** @throws when there is none: plans of other kinds are not accepted. */
  of(target: TargetRef): ExposureDriver {
    const driver = this.#drivers.get(target.kind);
    if (!driver) {
      throw new Error(`Nothing here moves targets of kind ${target.kind}`);
    }
    return driver;
  }

  /**
   * Whether the plan's targets can be exposed and restored safely, in its
   * order.
   *
   * @throws UnavailableError when a cluster can't be asked.
   */
  async checked(plan: Moved): Promise<CheckedTarget[]> {
    const options = exposeOptions(plan);
    return Promise.all(
      plan.targets.map(async target => {
        const results = await this.#ask(target, signal =>
          this.#preflight(target, options, signal),
        );
        return {
          target,
          preflight:
            results instanceof DriverError ? [unasked(results)] : results,
        };
      }),
    );
  }

  /** @throws UnavailableError when a cluster can't be asked. */
  async identify(targets: readonly TargetRef[]): Promise<IdentifiedTarget[]> {
    return Promise.all(
      targets.map(async ref => {
        const id = await this.#ask(ref, signal =>
          this.of(ref).identify(ref, signal),
        );
        if (id instanceof DriverError) throw unavailable(ref, id);
        return { id, ref };
      }),
    );
  }

  /** What keeps targets from being moved, before there are stages. */
  async preflight(targets: readonly TargetRef[]): Promise<TargetPreflight[]> {
    return Promise.all(
      targets.map(async target => ({
        target,
        preflight: await this.#told(target, {}),
      })),
    );
  }

  /** Preflight, and every stage's dry run; failures are told in place. */
  async preview(plan: Moved): Promise<TargetPreview[]> {
    const { targets, stages } = plan;
    const options = exposeOptions(plan);
    return Promise.all(
      targets.map(async target => ({
        target,
        preflight: await this.#told(target, options),
        stages: await Promise.all(
          stages.map((_, index) =>
            this.#previewStage(target, stages, index, options),
          ),
        ),
      })),
    );
  }

  /** Preflight; a cluster that does not answer is a check that fails. */
  async #told(
    target: TargetRef,
    options: ExposeOptions,
  ): Promise<PreflightResult[]> {
    try {
      return await this.#preflight(
        target,
        options,
        AbortSignal.timeout(TIMEOUT_MS),
      );
    } catch (error) {
      if (!(error instanceof DriverError)) throw error;
      return [unasked(error)];
    }
  }

  async #preflight(
    target: TargetRef,
    options: ExposeOptions,
    signal: AbortSignal,
  ): Promise<PreflightResult[]> {
    const driver = this.of(target);
    const [own, kept = []] = await Promise.all([
      driver.preflight(target, options, signal),
      driver.wayBack && this.capsules?.preflight(target, signal),
    ]);
    return [...own, ...kept];
  }

  async #previewStage(
    target: TargetRef,
    stages: readonly Stage[],
    stageIndex: number,
    options: ExposeOptions,
  ): Promise<TargetPreview['stages'][number]> {
    const exposure = exposureOfStage(stages, stageIndex);
    try {
      const change = await this.of(target).preview(
        target,
        exposure,
        options,
        AbortSignal.timeout(TIMEOUT_MS),
      );
      return { stageIndex, exposure, change };
    } catch (error) {
      if (!(error instanceof DriverError)) throw error;
      return { stageIndex, exposure, change: null, trouble: error.message };
    }
  }

  /** What the target itself says no to is an answer; silence is not. */
  async #ask<T>(
    target: TargetRef,
    question: (signal: AbortSignal) => Promise<T>,
  ): Promise<T | DriverError> {
    try {
      return await question(AbortSignal.timeout(TIMEOUT_MS));
    } catch (error) {
      if (!(error instanceof DriverError)) throw error;
      if (error.code === 'unreachable') throw unavailable(target, error);
      return error;
    }
  }
}

/** What the target answers in place of its checks. */
function unasked({ message }: DriverError): PreflightResult {
  return { check: 'reachable', outcome: 'fail', evidence: message };
}

function unavailable(target: TargetRef, error: DriverError): UnavailableError {
  return new UnavailableError(
    `${targetLabel(target)} can not be asked now: ${error.message}`,
    'Try again when the cluster answers',
    error,
  );
}
