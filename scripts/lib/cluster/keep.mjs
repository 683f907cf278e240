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

import { Failure } from '../failure.mjs';
import { say } from '../output.mjs';
import { missingGo } from './build.mjs';
import { startCluster } from './start.mjs';

/** Runs a cluster until Ctrl-C, or until a process of it ends by itself. */
export async function keepCluster() {
  const missing = await missingGo();
  if (missing) throw new Failure(`There is no test cluster: ${missing}.`);
  let end;
  const ended = new Promise(resolve => {
    end = resolve;
  });
  process.once('SIGINT', () => end());
  process.once('SIGTERM', () => end());
  const cluster = await startCluster({ onEnd: lines => end(lines) });
  say(`\nSTAGECRAFT_TEST_KUBECONFIG=${cluster.kubeconfig}`);
  say('\nEnd it with Ctrl-C.');
  const lines = await ended;
  await cluster.stop();
  if (lines) throw new Failure(...lines);
}
