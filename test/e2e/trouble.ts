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

import type { BrowserContext } from '@playwright/test';

/** Adds to `troubles` what no page should do. */
export function watchForTrouble(
  context: BrowserContext,
  baseUrl: string,
  troubles: string[],
) {
  context.on('console', message => {
    if (message.type() === 'error') {
      troubles.push(`${message.text()} (at ${message.location().url})`);
    }
  });
  context.on('weberror', error => {
    troubles.push(`thrown: ${error.error().message}`);
  });
  context.on('request', request => {
    const url = new URL(request.url());
    const own = url.origin === baseUrl || !url.protocol.startsWith('http');
    if (!own) troubles.push(`a request to ${url.origin}`);
  });
}
