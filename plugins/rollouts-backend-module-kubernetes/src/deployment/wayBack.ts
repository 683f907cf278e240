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
  WayBackStep,
} from '@stagecraft/backstage-plugin-rollouts-node';
import { z } from 'zod';
import { DEPLOYMENTS } from '../cluster/resources';
import { pointer, test } from '../write/patch';
import type { BaselineContent } from './baseline';
import { backOperations } from './restore';
import type { Side } from './pair';

const READY_SECONDS = 300;

/** Old pods first; new ones go once the old ones are ready. */
export function wayBackOf(
  { namespace, backends }: TargetRef,
  content: BaselineContent,
): WayBackStep[] {
  const { group, version, plural } = DEPLOYMENTS;
  const object = (side: Side): CapsuleObject => ({
    apiVersion: `${group}/${version}`,
    kind: 'Deployment',
    plural,
    namespace,
    name: backends[side],
    uid: content[side].uid,
  });
  const patch = (side: Side): WayBackStep => ({
    do: 'patch',
    object: object(side),
    type: 'json',
    subresource: null,
    bodies: [
      z
        .json()
        .parse([
          test(pointer('metadata', 'uid'), content[side].uid),
          ...backOperations(content[side], content[side].replicas),
        ]),
    ],
  });
  return [
    patch('baseline'),
    {
      do: 'await',
      object: object('baseline'),
      path: '{.status.availableReplicas}',
      value: String(content.baseline.replicas),
      seconds: READY_SECONDS,
    },
    patch('new'),
  ];
}
