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

import { Failure } from './failure.mjs';

const NEEDED = [20, 19];

/** Throws when this Node is too old to run Backstage. */
export function requireNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  const enough =
    major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1]);
  if (!enough) {
    throw new Failure(
      `Node ${NEEDED.join('.')} or newer is needed, and this is ${version}.`,
      'Install a newer one, for example from https://nodejs.org, and run this again.',
    );
  }
}
