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
import { eventually } from './process.mjs';

async function get(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(60_000) });
    return { ok: response.ok, text: await response.text() };
  } catch {
    return { ok: false, text: '' };
  }
}

/** Whether the page and the scripts it loads are there. */
async function pageIsReady(appUrl) {
  const page = await get(appUrl);
  if (!page.ok) return false;
  const scripts = [...page.text.matchAll(/<script[^>]+src="([^"]+)"/g)].map(
    ([, src]) => new URL(src, appUrl).href,
  );
  const answers = await Promise.all(scripts.map(get));
  return scripts.length > 0 && answers.every(({ ok }) => ok);
}

const conditions = {
  sandbox: url => get(`${url}/readyz`).then(({ ok }) => ok),
  backend: url =>
    get(`${url}/.backstage/health/v1/readiness`).then(({ ok }) => ok),
  page: pageIsReady,
};

/**
 * Waits until something really answers.
 *
 * @param what - `sandbox`, `backend` or `page`
 */
export async function untilReady(what, url, ms = 180_000) {
  if (!(await eventually(() => conditions[what](url), ms, 200))) {
    throw new Failure(
      `The ${what} does not answer at ${url}, ${ms / 1000} s after its start.`,
    );
  }
}
