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

import type { TargetRef } from '@stagecraft/backstage-plugin-rollouts-common';
import type {
  CapsuleObject,
  Json,
  WayBackStep,
} from '@stagecraft/backstage-plugin-rollouts-node';
import { z } from 'zod';
import { ARGO_ROLLOUTS } from '../cluster/resources';
import { add, pointer, test, type Operation } from '../write/patch';
import type { BaselineContent } from './baseline';
import { undoOperations } from './restorePatch';

const SEEN_SECONDS = 60;
const MOVED_SECONDS = 300;

const asJson = (operations: Operation[]): Json => z.json().parse(operations);

/**
 * An abort, the template back, and once the controller has seen that, its full
 * promotion: nothing where the baseline is stable still, and the way back
 * where the new version was promoted meanwhile. Null where a Deployment holds
 * the template: its identity is not in the baseline.
 */
export function wayBackOf(
  { namespace, name }: TargetRef,
  content: BaselineContent,
): WayBackStep[] | null {
  if (content.workload !== null) return null;
  const { group, version, plural } = ARGO_ROLLOUTS;
  const object: CapsuleObject = {
    apiVersion: `${group}/${version}`,
    kind: 'Rollout',
    plural,
    namespace,
    name,
    uid: content.uid,
  };
  const patch = (
    subresource: 'status' | null,
    operations: Operation[],
  ): WayBackStep => ({
    do: 'patch',
    object,
    type: 'json',
    subresource,
    bodies: [
      asJson([test(pointer('metadata', 'uid'), content.uid), ...operations]),
    ],
  });
  const look = (path: string, value: string, seconds: number): WayBackStep => ({
    do: 'await',
    object,
    path,
    value,
    seconds,
  });
  const { baseline } = content.versions;
  const status = (member: string) => pointer('status', member);
  return [
    patch('status', [
      add(status('promoteFull'), false),
      add(status('abort'), true),
    ]),
    patch(null, undoOperations(content)),
    look('{.status.currentPodHash}', baseline, SEEN_SECONDS),
    patch('status', [add(status('promoteFull'), true)]),
    look('{.status.stableRS}', baseline, MOVED_SECONDS),
    look('{.status.phase}', 'Healthy', MOVED_SECONDS),
  ];
}
