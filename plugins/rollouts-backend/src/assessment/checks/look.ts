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
  MetricDefinition,
  Sample,
} from '@stagecraft/backstage-plugin-rollouts-common';

/** The baseline as last seen with enough observations. */
export interface ReferenceBaseline {
  /** The end of its window. */
  at: Date;
  value: number;
}

/** Both variants over one window, all targets together. */
export interface Look {
  /** The window's end. */
  at: Date;
  new: Sample | undefined;
  baseline: Sample | undefined;
  /** Which target is not in it and why, as the end of a sentence; else null. */
  lacks: string | null;
}

/** What a check compares with. */
export interface LookContext {
  definition: MetricDefinition;
  fullExposure: boolean;
  reference: ReferenceBaseline | null;
}

export interface JudgedLook {
  at: Date;
  outcome: 'passed' | 'failed' | 'unusable';
  /** Unusable: why, as the end of a sentence. */
  reason: string | null;
  new: number | null;
  baseline: number | null;
  /** When `baseline` is a reference: the end of its window. */
  baselineAt: Date | null;
  limit: number | null;
  count: number;
}

/** The sample's value, or null when it is no number. */
export function finiteValue(sample: Sample | undefined): number | null {
  return sample && sample.value !== null && Number.isFinite(sample.value)
    ? sample.value
    : null;
}

/** Why a sample is no data, as the end of a sentence; null when it is usable. */
export function unusableBecause(
  sample: Sample | undefined,
  who: string,
  minimumCount: number,
): string | null {
  if (!sample) return `the metrics source had no sample of ${who}`;
  if (!(sample.count > 0)) return `no traffic to ${who}`;
  if (finiteValue(sample) === null) return `no usable value of ${who}`;
  if (sample.count < minimumCount) {
    return `${who} has only ${sample.count} of the ${minimumCount} observations that a look needs`;
  }
  return null;
}

/** Of fewer events, such as failed requests, a share is no evidence. */
const FEWEST_EVENTS = 3;

/**
 * Why a share that crossed a limit may be chance, as the end of a sentence;
 * null when it is told from it, or its events were not counted.
 */
export function chanceBecause(
  sample: Sample | undefined,
  { statistic, direction }: MetricDefinition,
): string | null {
  const isCounted =
    statistic === 'proportion' && direction === 'lower-is-better';
  if (!isCounted || !sample || sample.sum === null) return null;
  // Counters that are read in between are estimates.
  const events = Math.round(sample.sum);
  return events < FEWEST_EVENTS
    ? `${events} of ${sample.count} is beyond the limit, but fewer than ${FEWEST_EVENTS} may be chance`
    : null;
}

/** Whether `value` is beyond `limit` in the definition's bad direction. */
export function crosses(
  value: number,
  limit: number,
  direction: MetricDefinition['direction'],
): boolean {
  return direction === 'lower-is-better' ? value > limit : value < limit;
}
