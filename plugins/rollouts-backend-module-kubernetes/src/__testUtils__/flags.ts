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

import { FlagdCore } from '@openfeature/flagd-core';
import type { JsonValue } from '@backstage/types';
import type { TargetRef } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Json } from '@stagecraft/backstage-plugin-rollouts-node';
import * as fc from 'fast-check';
import { applyPatch } from 'rfc6902';
import {
  featureFlagSchema,
  type FeatureFlag,
  type Flag,
} from '../flag/featureFlag';
import type { Operation } from '../write/patch';

export const KEY = 'new-checkout';

export const FLAG_TARGET: TargetRef = {
  kind: 'feature-flag',
  cluster: 'demo',
  namespace: 'shop',
  name: 'shop-flags',
  part: KEY,
  backends: { baseline: 'off', new: 'on' },
};

export function flagWith(parts: Partial<Flag> = {}): Flag {
  return {
    state: 'ENABLED',
    defaultVariant: 'off',
    variants: { on: 'new', off: 'old', dark: 'old' },
    ...parts,
  };
}

/** An object with the flag and another one. */
export function featureFlag(
  flag: Flag,
  parts: {
    annotations?: Record<string, string>;
    evaluators?: Record<string, Json>;
  } = {},
): FeatureFlag {
  return featureFlagSchema(KEY).parse({
    apiVersion: 'core.openfeature.dev/v1beta1',
    kind: 'FeatureFlag',
    metadata: {
      name: FLAG_TARGET.name,
      namespace: FLAG_TARGET.namespace,
      uid: '77aa',
      resourceVersion: '12',
      generation: 4,
      annotations: parts.annotations ?? {},
    },
    spec: {
      flagSpec: {
        flags: {
          // As JSON, which knows no undefined.
          [KEY]: JSON.parse(JSON.stringify(flag)),
          other: flagWith({ targeting: { if: [] } }),
        },
        ...(parts.evaluators && { $evaluators: parts.evaluators }),
      },
    },
  });
}

/** The object after a patch. @throws when a test in it fails. */
export function patchedFlag(
  before: FeatureFlag,
  operations: Operation[],
): FeatureFlag {
  const after: JsonValue = JSON.parse(JSON.stringify(before));
  const failed = applyPatch(after, JSON.parse(JSON.stringify(operations)));
  const problem = failed.find(error => error !== null);
  if (problem) throw problem;
  return featureFlagSchema(KEY).parse(after);
}

export interface Person {
  targetingKey?: string;
  [attribute: string]: string | undefined;
}

/** Who gets which variant of the object's flag, by flagd's own evaluation. */
export function evaluator(object: FeatureFlag): (who: Person) => string {
  const { flags, $evaluators } = object.spec?.flagSpec ?? { flags: {} };
  const core = new FlagdCore();
  core.setConfigurations(
    JSON.stringify({
      flags: { [KEY]: flags[KEY] },
      ...($evaluators && { $evaluators }),
    }),
  );
  return who => {
    const context = Object.fromEntries(
      Object.entries(who).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value]],
      ),
    );
    const result = core.resolveStringEvaluation(KEY, 'in code', context);
    return result.variant ?? `none (${result.reason})`;
  };
}

export const INTERNAL = { name: 'x-internal', value: 'yes' };

/** Internal people are never exposed less than everyone. */
export const arbitraryShares = fc
  .tuple(fc.nat({ max: 10_000 }), fc.nat({ max: 10_000 }))
  .map(([a, b]) => ({ internal: Math.max(a, b), everyone: Math.min(a, b) }));

/** Internal or not, of this country or that, some without a key. */
export const arbitraryPerson: fc.Arbitrary<Person> = fc.record({
  targetingKey: fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
  [INTERNAL.name]: fc.constantFrom('yes', 'no', undefined),
  country: fc.constantFrom('NN', 'XX', undefined),
});

/** Targetings that a rollout can start from. */
export const arbitraryTargeting: fc.Arbitrary<Json | undefined> =
  fc.constantFrom<Json | undefined>(
    undefined,
    {},
    { if: [{ '==': [{ var: 'country' }, 'NN'] }, 'dark', 'off'] },
    { if: [{ '==': [{ var: 'country' }, 'NN'] }, 'off'] },
    {
      if: [
        { '==': [{ var: 'country' }, 'NN'] },
        {
          fractional: [
            ['dark', 1],
            ['off', 1],
          ],
        },
        { '==': [{ var: 'country' }, 'XX'] },
        'off',
        null,
      ],
    },
  );
