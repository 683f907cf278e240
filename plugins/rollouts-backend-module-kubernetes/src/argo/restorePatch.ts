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

import { add, pointer, type Operation } from '../write/patch';
import type { WayBack } from '../write/writeBack';
import type { BaselineContent } from './baseline';
import {
  ASKS_ANNOTATION,
  baselineHash,
  STEPS_ANNOTATION,
  TEMPLATE_ANNOTATION,
  templateSum,
  VERSIONS_ANNOTATION,
  versionsText,
} from './marks';
import { statusOf, type ArgoRollout } from './rollout';

const status = (member: string) => pointer('status', member);

/** Of the template that a rollback puts back, where the Rollout holds it. */
function sumOf({ workload, template }: BaselineContent): string | undefined {
  return workload === null ? templateSum(template) : undefined;
}

/** The hash that the baseline has now. */
function hashNow(rollout: ArgoRollout, content: BaselineContent): string {
  return baselineHash(rollout, content.versions, sumOf(content));
}

/**
 * Whether the new version was promoted, so that the baseline has to come back
 * as an update of its own.
 */
function isPromoted(rollout: ArgoRollout, content: BaselineContent) {
  const { stableRS } = statusOf(rollout);
  return stableRS !== undefined && stableRS !== hashNow(rollout, content);
}

/**
 * While the baseline is still stable: an abort, which needs `promoteFull`
 * taken away, or it is dropped. Once it is not, an abort would send all to the
 * new version: there the baseline is promoted in full, as soon as the
 * controller has seen its template. Where nothing is stable yet there is
 * nothing to go back to: the template alone decides what is deployed.
 */
function statusOperations(
  rollout: ArgoRollout,
  content: BaselineContent,
): Operation[] | undefined {
  const { stableRS: stable, currentPodHash: current } = statusOf(rollout);
  if (stable === undefined) return undefined;
  if (isPromoted(rollout, content)) {
    return current === hashNow(rollout, content)
      ? [add(status('abort'), false), add(status('promoteFull'), true)]
      : undefined;
  }
  return current === stable
    ? undefined
    : [add(status('promoteFull'), false), add(status('abort'), true)];
}

function serviceOperations(
  rollout: ArgoRollout,
  content: BaselineContent,
): Operation[] {
  const canary = rollout.spec.strategy?.canary;
  if (!canary) return [];
  return (['stableService', 'canaryService'] as const).flatMap(member => {
    const was = content[member];
    return was === null || was === canary[member]
      ? []
      : [add(pointer('spec', 'strategy', 'canary', member), was)];
  });
}

/** Puts the captured template back; `add` replaces what is there. */
export function undoOperations({ template }: BaselineContent): Operation[] {
  return [add(pointer('spec', 'template'), template)];
}

/**
 * What takes a live Rollout back to its baseline, whatever was done to it
 * since: an abort alone would leave the new template in the spec, to be
 * deployed again by whoever touches it next.
 */
export function restorePatch(
  rollout: ArgoRollout,
  content: BaselineContent,
): WayBack {
  const { name } = rollout.metadata;
  return {
    status: statusOperations(rollout, content),
    operations: [
      ...(content.workload === null ? undoOperations(content) : []),
      ...(rollout.spec.paused ? [add(pointer('spec', 'paused'), false)] : []),
      ...serviceOperations(rollout, content),
    ],
    annotations: {
      [VERSIONS_ANNOTATION]: versionsText(content.versions),
      [STEPS_ANNOTATION]: content.steps,
      [ASKS_ANNOTATION]: null,
      [TEMPLATE_ANNOTATION]: sumOf(content) ?? null,
    },
    remains: isPromoted(rollout, content)
      ? `The new version of ${name} had been promoted, so its baseline is deployed again; traffic follows its pods. It is looked at again until that is done.`
      : null,
  };
}
