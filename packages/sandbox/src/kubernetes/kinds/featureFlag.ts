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

import { ALL_VERBS, ResourceKind } from '../registry';
import { AGE } from './columns';
import { anything, object, text } from './shapes';

const flag = object(
  {
    state: { type: 'string', enum: ['ENABLED', 'DISABLED'] },
    defaultVariant: text,
    variants: anything,
    targeting: anything,
    metadata: anything,
  },
  ['defaultVariant', 'state', 'variants'],
);

/** Of the OpenFeature operator. */
export const FLAG_KINDS: readonly ResourceKind[] = [
  {
    group: 'core.openfeature.dev',
    version: 'v1beta1',
    kind: 'FeatureFlag',
    plural: 'featureflags',
    singular: 'featureflag',
    shortNames: ['ff'],
    namespaced: true,
    custom: true,
    verbs: ALL_VERBS,
    statusSubresource: true,
    generation: true,
    fields: {
      spec: object({
        flagSpec: object(
          {
            flags: { type: 'object', additionalProperties: flag },
            metadata: anything,
            $evaluators: anything,
          },
          ['flags'],
        ),
      }),
      status: object({}),
    },
    columns: [AGE],
  },
];
