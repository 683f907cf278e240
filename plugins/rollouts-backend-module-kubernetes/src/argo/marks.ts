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
  canonicalJson,
  fenceSchema,
  type Fence,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { createHash } from 'node:crypto';
import { fenceOf, fenceText, GOVERNED_ANNOTATION } from '../write/fence';
import { rungAt, stepsSum } from './ladder';
import { statusOf, stepIndexOf, type ArgoRollout } from './rollout';

/** Hashes of the baseline's template and of the new one. */
export const VERSIONS_ANNOTATION = 'stagecraft.dev/versions';
/** Checksum of the template that a rollback put back. */
export const TEMPLATE_ANNOTATION = 'stagecraft.dev/template';
/** Checksum of the steps that were there when the baseline was captured. */
export const STEPS_ANNOTATION = 'stagecraft.dev/steps';
/** The step that the newest fence asks for: `from to before at`. */
export const ASKS_ANNOTATION = 'stagecraft.dev/asks';

/** After that the controller may have missed a change of the status. */
const MISSED_AFTER_MS = 30_000;

export interface Versions {
  baseline: string;
  new: string;
}

/** What a write asks the controller for, stamped before the status is changed. */
export interface Ask {
  /** Indices in the steps. */
  from: number;
  to: number;
  /** The fence of the write before. */
  before: Fence;
  at: Date;
}

export function versionsText(versions: Versions): string {
  return `${versions.baseline} ${versions.new}`;
}

function annotation(rollout: ArgoRollout, name: string): string | undefined {
  return rollout.metadata.annotations?.[name];
}

export function markedVersions(rollout: ArgoRollout): Versions | undefined {
  const [baseline, next] =
    annotation(rollout, VERSIONS_ANNOTATION)?.split(' ') ?? [];
  return baseline && next ? { baseline, new: next } : undefined;
}

/** A checksum of a pod template; undefined where a Deployment holds it. */
export function templateSum(template: unknown): string | undefined {
  if (template === undefined) return undefined;
  return createHash('sha256')
    .update(canonicalJson(template))
    .digest('hex')
    .slice(0, 12);
}

/**
 * The hash that the baseline has now. The controller gives it another one than
 * at the capture where the ReplicaSet is gone and has to be made anew.
 *
 * @param template - The checksum of the baseline's template, where it is known.
 */
export function baselineHash(
  rollout: ArgoRollout,
  versions: Versions,
  template: string | undefined,
): string {
  const { observedGeneration, stableRS, currentPodHash } = statusOf(rollout);
  const isTaken =
    template !== undefined &&
    templateSum(rollout.spec.template) === template &&
    observedGeneration === String(rollout.metadata.generation);
  // A pass that only writes conditions notes the generation, and leaves the
  // hash of the template before (`patchCondition` of Argo Rollouts).
  const isOfBefore =
    stableRS === versions.baseline || currentPodHash === versions.new;
  return (isTaken && !isOfBefore && currentPodHash) || versions.baseline;
}

/**
 * The versions of the rollout that is under way, or being taken back. Marks of
 * an earlier one stay on the object until the next is captured.
 */
export function versionsOf(rollout: ArgoRollout): Versions | undefined {
  const versions = markedVersions(rollout);
  if (!versions) return undefined;
  const { currentPodHash } = statusOf(rollout);
  const template = annotation(rollout, TEMPLATE_ANNOTATION);
  const isOurs =
    annotation(rollout, GOVERNED_ANNOTATION) !== undefined ||
    currentPodHash === versions.baseline ||
    currentPodHash === versions.new ||
    (template !== undefined && template === templateSum(rollout.spec.template));
  if (!isOurs) return undefined;
  return { ...versions, baseline: baselineHash(rollout, versions, template) };
}

/** Whether the steps are still those of the capture, as far as is known. */
export function hasSameSteps(rollout: ArgoRollout): boolean {
  const sum = annotation(rollout, STEPS_ANNOTATION);
  return sum === undefined || sum === stepsSum(rollout);
}

export function askText({ from, to, before, at }: Ask): string {
  return `${from} ${to} ${fenceText(before)} ${at.toISOString()}`;
}

export function askOf(rollout: ArgoRollout): Ask | undefined {
  const parts = /^(\d+) (\d+) (\d+)\.(\d+) (\S+)$/.exec(
    annotation(rollout, ASKS_ANNOTATION) ?? '',
  );
  if (!parts) return undefined;
  const [from, to, epoch, count] = parts.slice(1, 5).map(Number);
  const before = fenceSchema.safeParse({ epoch, count });
  const at = new Date(parts[5]);
  return before.success && !Number.isNaN(at.getTime())
    ? { from, to, before: before.data, at }
    : undefined;
}

/** Whether the status took the ask: it is at that step, or at its pause. */
export function hasTaken(rollout: ArgoRollout, { to }: Ask): boolean {
  const index = stepIndexOf(rollout);
  return index === to || index === to + 1;
}

/** The controller goes by itself from a weight to the pause after it. */
function isStillAt(rollout: ArgoRollout, from: number): boolean {
  const index = stepIndexOf(rollout);
  return index === from || rungAt(rollout, index)?.index === from;
}

/**
 * Whether the ask's change of the status never came after its stamp. Another
 * template or other steps start over, which may lead to the same place.
 */
export function isHalfWritten(rollout: ArgoRollout, ask: Ask): boolean {
  const { abort, promoteFull, currentPodHash } = statusOf(rollout);
  const versions = versionsOf(rollout);
  return (
    !hasTaken(rollout, ask) &&
    isStillAt(rollout, ask.from) &&
    !abort &&
    !promoteFull &&
    hasSameSteps(rollout) &&
    (versions === undefined || versions.new === currentPodHash)
  );
}

/** Whether the controller seems to have missed the change of the status. */
function isMissed(rollout: ArgoRollout, ask: Ask, now: Date): boolean {
  return (
    stepIndexOf(rollout) === ask.to &&
    now.getTime() - ask.at.getTime() > MISSED_AFTER_MS
  );
}

/**
 * The fence of the newest write that is complete. One that was stamped and not
 * taken does not count, so that it is written again.
 */
export function settledFence(rollout: ArgoRollout, now: Date): Fence | null {
  const ask = askOf(rollout);
  const isOpen =
    ask && (isHalfWritten(rollout, ask) || isMissed(rollout, ask, now));
  return isOpen ? ask.before : fenceOf(rollout.metadata);
}
