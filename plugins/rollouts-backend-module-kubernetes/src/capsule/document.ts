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

import { canonicalJson } from '@stagecraft/backstage-plugin-rollouts-common';
import type {
  CapsuleObject,
  CapsulePhase,
  CapsuleSubject,
  WayBackStep,
} from '@stagecraft/backstage-plugin-rollouts-node';
import { fenceText } from '../write/fence';
import { markedPart, marksOf } from '../write/marks';

/** `closed`: there is no way back of this rollout any more. */
export type RecordPhase = CapsulePhase | 'closed';

/**
 * Fences that Stagecraft gives out rise by one a write. One that is higher by
 * this was put on by a capsule: Stagecraft holds when it sees it.
 */
const FENCE_LEAP = 1_000_000;

function keyOf({ plural, namespace, name }: CapsuleObject): string {
  return [plural, namespace, name].join('/');
}

/** Every object that the steps touch, once. */
export function objectsOf(steps: readonly WayBackStep[]): CapsuleObject[] {
  const objects = steps.map(({ object }) => [keyOf(object), object] as const);
  return [...new Map(objects).values()];
}

/** Keeps a write of Stagecraft that is still under way from landing later. */
function stampSteps({
  target,
  fence,
  rolloutId,
  steps,
}: CapsuleSubject): WayBackStep[] {
  const marks = marksOf(markedPart(target));
  const leapt = { ...fence, count: fence.count + FENCE_LEAP };
  const patched = steps.filter(step => step.do === 'patch');
  return objectsOf(patched).map(object => ({
    do: 'patch',
    object,
    type: 'merge',
    subresource: null,
    bodies: [
      {
        metadata: {
          uid: object.uid,
          annotations: {
            [marks.fence]: fenceText(leapt),
            [marks.decision]: `capsule/${rolloutId}`,
          },
        },
      },
    ],
  }));
}

function withStamps(subject: CapsuleSubject): WayBackStep[] {
  const { steps } = subject;
  const last = steps.findLastIndex(step => step.do === 'patch') + 1;
  return [
    ...steps.slice(0, last),
    ...stampSteps(subject),
    ...steps.slice(last),
  ];
}

/** As `kubectl` takes a kind: `httproutes.v1.gateway.networking.k8s.io`. */
function resourceOf({ apiVersion, plural }: CapsuleObject): string {
  const [group, version] = apiVersion.split('/');
  return version === undefined ? plural : [plural, version, group].join('.');
}

function stepDocument({ object, ...step }: WayBackStep) {
  return {
    ...step,
    object: { ...object, resource: resourceOf(object) },
    // Absent and not null: what is absent reads as empty.
    ...(step.do === 'patch' && { subresource: step.subresource ?? undefined }),
  };
}

/** The text of a capsule, that of which its signature is: canonical JSON. */
export function capsuleText(
  subject: CapsuleSubject,
  phase: RecordPhase,
  cluster: string,
): string {
  const { target, targetId, rolloutId, planHash, fence } = subject;
  const { kind, namespace, name, part } = target;
  return canonicalJson({
    apiVersion: 'stagecraft.dev/v1',
    kind: 'Capsule',
    cluster,
    target: { id: targetId, kind, namespace, name, part },
    mark: marksOf(markedPart(target)).governed,
    rollout: rolloutId,
    planHash,
    phase,
    fence: fenceText(fence),
    sealedAt: subject.at.toISOString(),
    end: subject.end.toISOString(),
    steps: phase === 'closed' ? [] : withStamps(subject).map(stepDocument),
  });
}
