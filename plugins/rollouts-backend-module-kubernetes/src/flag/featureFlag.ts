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
import {
  DriverError,
  type Json,
} from '@stagecraft/backstage-plugin-rollouts-node';
import { z } from 'zod';
import type { Resource } from '../cluster/resources';
import { shaped } from '../cluster/shape';
import { metadataSchema } from '../write/fence';
import { pointer } from '../write/patch';

export const KIND = 'feature-flag';

export const FEATURE_FLAGS: Resource = {
  group: 'core.openfeature.dev',
  version: 'v1beta1',
  plural: 'featureflags',
};

/** One flag's definition, as flagd reads it. */
export const flagSchema = z.looseObject({
  state: z.enum(['ENABLED', 'DISABLED']),
  defaultVariant: z.string(),
  variants: z.record(z.string(), z.json()),
  targeting: z.json().optional(),
});
export type Flag = z.infer<typeof flagSchema>;

/**
 * An object of the OpenFeature operator, with its marks read for one of its
 * flags. Other flags are not looked at: what is wrong with them is theirs.
 */
export function featureFlagSchema(key: string) {
  return z
    .looseObject({
      metadata: metadataSchema,
      spec: z
        .looseObject({
          flagSpec: z
            .looseObject({
              flags: z.record(z.string(), z.unknown()),
              $evaluators: z.record(z.string(), z.json()).optional(),
            })
            .optional(),
        })
        .optional(),
    })
    .transform(object => ({
      ...object,
      metadata: { ...object.metadata, markedPart: key },
    }));
}
export type FeatureFlag = z.infer<ReturnType<typeof featureFlagSchema>>;

/** Rules that flags of one object share, by name. */
export type Evaluators = Readonly<Record<string, Json>>;

/** @throws DriverError `invalid` for a target that names no flag. */
export function keyOf({ name, part }: TargetRef): string {
  if (part) return part;
  throw new DriverError(
    'invalid',
    `The target ${name} names no flag. Give its part the key of one of the flags in it.`,
  );
}

/** The flag, or undefined where the object has none of that key. */
export function flagIn(object: FeatureFlag, key: string): Flag | undefined {
  const found = object.spec?.flagSpec?.flags[key];
  return found === undefined
    ? undefined
    : shaped(flagSchema, found, `Flag ${key} of ${object.metadata.name}`);
}

/** @throws DriverError `invalid` where the object has no such flag. */
export function requireFlag(object: FeatureFlag, key: string): Flag {
  const flag = flagIn(object, key);
  if (flag) return flag;
  throw new DriverError(
    'invalid',
    `${object.metadata.name} has no flag ${key}, so whoever asks for it gets the default in code. Add the flag, or name another as the target's part.`,
  );
}

export function evaluatorsIn(object: FeatureFlag): Evaluators {
  return object.spec?.flagSpec?.$evaluators ?? {};
}

/** Where a member of the flag stands in the object. */
export function flagPath(key: string, ...members: string[]): string {
  return pointer('spec', 'flagSpec', 'flags', key, ...members);
}
