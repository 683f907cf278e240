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

import { ensureInstalled } from './lib/install.mjs';
import { requireNode } from './lib/nodeVersion.mjs';
import { main } from './lib/output.mjs';

// `npm run test:cluster` runs the tests for a real Kubernetes control plane on
// the cluster of STAGECRAFT_TEST_KUBECONFIG, or else on one that it builds,
// starts and ends; `npm run test:cluster -- <pattern>…` those whose path
// matches one of the patterns.
await main(async () => {
  requireNode();
  await ensureInstalled();
  const { report } = await import('./lib/testing/run.mjs');
  const { clusterPhases } = await import('./lib/testing/cluster.mjs');
  return report(await clusterPhases(process.argv.slice(2)));
});
