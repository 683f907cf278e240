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

import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE_MS = 60_000;
const PAUSE_MS = 100;

/** The portal's API, as its personas call it. */
export function people(baseUrl) {
  const tokens = new Map();
  const tokenOf = async name => {
    if (!tokens.has(name)) {
      const answer = await fetch(`${baseUrl}/api/auth/demo/refresh`, {
        headers: { 'x-demo-user': name },
      });
      tokens.set(name, (await answer.json()).backstageIdentity.token);
    }
    return tokens.get(name);
  };
  return async (name, method, path, body) => {
    const answer = await fetch(`${baseUrl}/api${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await tokenOf(name)}`,
        'content-type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${text}`);
    return text && JSON.parse(text);
  };
}

/** The first that is as it should be; throws with the last, a minute on. */
export async function until(read, isReached) {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const seen = await read();
    if (isReached(seen)) return seen;
    if (Date.now() > end) {
      throw new Error(
        `It did not come to pass within a minute: ${JSON.stringify(seen)}`,
      );
    }
    await pause(PAUSE_MS);
  }
}
