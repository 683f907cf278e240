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

import {
  deployment,
  metadata,
  NAMESPACE,
  REPLICAS,
  service,
} from './workloads.mjs';

const NAME = 'bench-deployment';
const BACKENDS = { baseline: `${NAME}-stable`, new: `${NAME}-next` };
const DEPLOYMENTS = `/apis/apps/v1/namespaces/${NAMESPACE}/deployments`;

function side(name, replicas) {
  const made = deployment(name, { app: NAME, track: name });
  return {
    ...made,
    metadata: metadata(name),
    spec: { ...made.spec, replicas },
  };
}

/** Two Deployments behind one Service, which share its requests by pods. */
export const deployments = {
  kind: 'deployment',
  target: {
    kind: 'deployment',
    namespace: NAMESPACE,
    name: NAME,
    backends: BACKENDS,
  },
  manifests: [
    service(NAME, { app: NAME }),
    side(BACKENDS.baseline, REPLICAS),
    side(BACKENDS.new, 0),
  ],
  path: `${DEPLOYMENTS}/${BACKENDS.new}`,
  beside: [`${DEPLOYMENTS}/${BACKENDS.baseline}`],
  /** Not back before its last pod is gone. */
  shareOf: ({ spec, status }) =>
    Math.max(spec.replicas, status?.replicas ?? 0) / REPLICAS,
};
