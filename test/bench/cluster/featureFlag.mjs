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

import { metadata, NAMESPACE } from './workloads.mjs';

const NAME = 'bench-flag';
const KEY = 'new-flow';

/** A flag of the OpenFeature operator. */
export const featureFlag = {
  kind: 'feature-flag',
  target: {
    kind: 'feature-flag',
    namespace: NAMESPACE,
    name: NAME,
    part: KEY,
    backends: { baseline: 'off', new: 'on' },
  },
  manifests: [
    {
      apiVersion: 'core.openfeature.dev/v1beta1',
      kind: 'FeatureFlag',
      metadata: metadata(NAME),
      spec: {
        flagSpec: {
          flags: {
            [KEY]: {
              state: 'ENABLED',
              variants: { on: true, off: false },
              defaultVariant: 'off',
            },
          },
        },
      },
    },
  ],
  path: `/apis/core.openfeature.dev/v1beta1/namespaces/${NAMESPACE}/featureflags/${NAME}`,
  beside: [],
  /** Whether its targeting gives anybody the new variant. */
  shareOf({ spec }) {
    const { targeting = null } = spec.flagSpec.flags[KEY];
    return JSON.stringify(targeting).includes('"on"') ? 1 : 0;
  },
};
