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

import { canary, isAtRest, isHeld } from './canary.mjs';
import { NAMESPACE } from './workloads.mjs';

const NAME = 'bench-argo-rollouts';
const { backends, changeTemplate, manifests, rolloutPath, routePath, shareOf } =
  canary(NAME, {
    steps: [
      { setWeight: 0 },
      { pause: {} },
      { setWeight: 50 },
      { pause: {} },
      { setWeight: 100 },
      { pause: {} },
    ],
  });

/** A Rollout whose steps Stagecraft opens. */
export const argoRollouts = {
  kind: 'argo-rollouts',
  target: { kind: 'argo-rollouts', namespace: NAMESPACE, name: NAME, backends },
  manifests,
  path: routePath,
  beside: [rolloutPath],
  shareOf,
  /** An update that waits at its first step. */
  async prepare(api, [rollout]) {
    await rollout.until(isAtRest, Date.now());
    const since = Date.now();
    await changeTemplate(api, String(since));
    await rollout.until(isHeld, since);
  },
};
