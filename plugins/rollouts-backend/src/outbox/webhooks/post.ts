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

import { toError } from '@backstage/errors';

export interface Answer {
  ok: boolean;
  /** Null when there was no answer. */
  status: number | null;
  /** Why it was not taken; null when it was. */
  error: string | null;
  /** Whether the same will not be taken later either. */
  hopeless: boolean;
  /** How long the receiver asks to wait. */
  retryAfterMs: number | null;
}

/** The receiver understood and refuses the content: nothing to wait for. */
const HOPELESS: readonly number[] = [400, 410, 413, 415, 422];
const LONGEST_WAIT_MS = 15 * 60_000;

/** Told in seconds, or as a date (RFC 9110, 10.2.3). */
export function retryAfter(told: string | null, now: number): number | null {
  const text = told?.trim() ?? '';
  if (/^\d+$/.test(text)) {
    return Math.min(Number(text) * 1000, LONGEST_WAIT_MS);
  }
  const until = text.endsWith('GMT') ? Date.parse(text) : NaN;
  return Number.isNaN(until)
    ? null
    : Math.min(Math.max(until - now, 0), LONGEST_WAIT_MS);
}

/** What failed, without the URL: it may be the receiver's secret. */
function reasonOf(thrown: unknown): string {
  const error = toError(thrown);
  if (error.name === 'TimeoutError') return 'No answer in time';
  const { cause } = error;
  if (cause instanceof Error && 'code' in cause) return String(cause.code);
  return cause instanceof Error ? cause.message : error.message;
}

/**
 * Posts a body once. A redirect is not followed: only what is configured is
 * called. Never throws.
 */
export async function post(
  url: URL,
  request: {
    body: string;
    headers: Record<string, string>;
    timeoutMs: number;
    signal: AbortSignal;
  },
): Promise<Answer> {
  const { body, headers, timeoutMs, signal } = request;
  const none = { status: null, hopeless: false, retryAfterMs: null };
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/json', ...headers },
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    await response.body?.cancel();
    const { ok, status } = response;
    return {
      ok,
      status,
      error: ok ? null : `The receiver answered ${status}`,
      hopeless: HOPELESS.includes(status),
      retryAfterMs: retryAfter(response.headers.get('retry-after'), Date.now()),
    };
  } catch (thrown) {
    return { ...none, ok: false, error: reasonOf(thrown) };
  }
}
