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

import { ARGO_GRANTS } from './argo/grants';
import type { Grant } from './cluster/grants';
import { DEPLOYMENT_GRANTS } from './deployment/grants';
import { FLAG_GRANTS } from './flag/grants';
import { GATEWAY_GRANTS } from './gateway/grants';
import { ISTIO_GRANTS } from './istio/grants';

/**
 * What Stagecraft's account needs in a namespace, by the kind of its targets;
 * `deploy/kubernetes/rollouts-role.yaml` grants all of it.
 */
export const GRANTS: ReadonlyMap<string, readonly Grant[]> = new Map([
  ['gateway-api', GATEWAY_GRANTS],
  ['istio', ISTIO_GRANTS],
  ['argo-rollouts', ARGO_GRANTS],
  ['deployment', DEPLOYMENT_GRANTS],
  ['feature-flag', FLAG_GRANTS],
]);

/** The same, and `more` for every kind. */
export function withGrants(
  grants: typeof GRANTS,
  more: readonly Grant[],
): typeof GRANTS {
  return new Map(
    [...grants].map(([kind, own]) => [kind, [...own, ...more]] as const),
  );
}
