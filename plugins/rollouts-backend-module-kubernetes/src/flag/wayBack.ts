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
import { pointer, test } from '../write/patch';
import type { BaselineContent } from './baseline';
import { FEATURE_FLAGS, keyOf } from './featureFlag';
import { choiceOperations } from './restorePatch';

const VERIFY_SECONDS = 15;

/** A member as `kubectl -o jsonpath` reads it. */
function pathOf(key: string, member: string): string {
  const plain = key.replaceAll('.', '\\.').replaceAll('/', '\\/');
  return `{.spec.flagSpec.flags.${plain}.${member}}`;
}

/**
 * What `restore` writes, for people. A flag knows no direction, so that it is
 * the same in every phase; the patch is one, so that the default variant shows
 * whether it is there.
 */
export function wayBackOf(
  target: TargetRef,
  { uid, flag }: BaselineContent,
): WayBackStep[] {
  const key = keyOf(target);
  const { group, version, plural } = FEATURE_FLAGS;
  const object: CapsuleObject = {
    apiVersion: `${group}/${version}`,
    kind: 'FeatureFlag',
    plural,
    namespace: target.namespace,
    name: target.name,
    uid,
  };
  const look = (member: string, value: string): WayBackStep => ({
    do: 'await',
    object,
    path: pathOf(key, member),
    value,
    seconds: VERIFY_SECONDS,
  });
  return [
    {
      do: 'patch',
      object,
      type: 'json',
      subresource: null,
      bodies: [
        z
          .json()
          .parse([
            test(pointer('metadata', 'uid'), uid),
            ...choiceOperations(key, flag),
          ]),
      ],
    },
    look('defaultVariant', flag.defaultVariant),
    ...(flag.targeting === undefined ? [look('targeting', '')] : []),
  ];
}
