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

// `npm test` runs everything but what needs a real cluster, and says where
// that can't run; with STAGECRAFT_TEST_CLUSTER=required it runs that too, and
// a missing control plane is a failure. `npm test -- <pattern>…` runs the test
// files whose path matches one of the patterns. Only what comes with Node may
// be imported before the packages are there.
await main(async () => {
  requireNode();
  await ensureInstalled();
  const { report, testPhases } = await import('./lib/testing/run.mjs');
  const { clusterPhases, noteCluster } = await import(
    './lib/testing/cluster.mjs'
  );
  const patterns = process.argv.slice(2);
  const results = await testPhases(patterns);
  if (process.env.STAGECRAFT_TEST_CLUSTER === 'required') {
    results.push(...(await clusterPhases(patterns, { required: true })));
  } else if (patterns.length === 0) {
    await noteCluster();
  }
  return report(results);
});
