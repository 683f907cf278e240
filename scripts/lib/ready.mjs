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

/** The response with its text, undefined when nothing answers. */
async function ask(url, init = {}) {
  try {
    const signal = AbortSignal.timeout(60_000);
    const response = await fetch(url, { signal, ...init });
    return { ok: response.ok, text: await response.text() };
  } catch (error) {
    const noAnswer = error.cause || error.name === 'TimeoutError';
    if (!noAnswer) throw error;
    return undefined;
  }
}

async function answers(url, init) {
  return (await ask(url, init))?.ok ?? false;
}

/** Whether the page and the scripts it loads are there. */
async function pageIsReady(appUrl) {
  const page = await ask(appUrl);
  if (!page?.ok) return false;
  const scripts = [...page.text.matchAll(/<script[^>]+src="([^"]+)"/g)].map(
    ([, src]) => new URL(src, appUrl),
  );
  const found = await Promise.all(
    scripts.map(script => answers(script, { method: 'HEAD' })),
  );
  return found.length > 0 && found.every(Boolean);
}

/** Whether the backend runs, and the catalogue knows the personas. */
async function backendIsReady(url, personas) {
  if (!(await answers(`${url}/.backstage/health/v1/readiness`))) return false;
  const signedIn = await Promise.all(
    personas.map(name =>
      answers(`${url}/api/auth/demo/refresh`, {
        headers: { 'x-demo-user': name },
      }),
    ),
  );
  return signedIn.every(Boolean);
}

const PATIENCE = 180_000;

async function until(what, url, condition, signal) {
  const held = await eventually(condition, PATIENCE, signal);
  if (!held && !signal.aborted) {
    throw new Failure(
      `The ${what} does not answer at ${url}, ${
        PATIENCE / 1000
      } s after its start.`,
    );
  }
}

/** Waits until the sandbox's API answers, or until `signal` is aborted. */
export function untilSandbox(url, signal) {
  return until('sandbox', url, () => answers(`${url}/readyz`), signal);
}

/**
 * Waits until the backend answers and every persona of the configuration can
 * sign in, or until `signal` is aborted.
 */
export function untilBackend(url, config, signal) {
  const personas = config
    .getOptionalConfigArray('auth.providers.demo.personas')
    ?.map(persona => persona.getString('name'));
  return until(
    'backend',
    url,
    () => backendIsReady(url, personas ?? []),
    signal,
  );
}

/** Waits until the pages are built and served, or until `signal` is aborted. */
export function untilPages(url, signal) {
  return until('frontend', url, () => pageIsReady(url), signal);
}
