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

/** Of sockets, as Node names them. */
const OF_SOCKETS = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

/**
 * SQLSTATE: connections (class 08), too many of them, read-only as a replica
 * is after a failover, a server that stops or only starts.
 */
const OF_SERVER = /^(08...|53300|25006|57P0[1-5])$/;

/** What pg says where it gives no code. */
const OF_CLIENT =
  /^Connection terminated|^timeout expired$|connection error and is not queryable|^Query read timeout$/;

/**
 * Whether the database does not answer now, rather than refuse what was asked.
 * Errors of requests over HTTP have the sockets' codes too, and are others'.
 */
export function isDatabaseAway(error: Error & { code?: unknown }): boolean {
  if (error.name === 'KnexTimeoutError') return true;
  if (error.name === 'FetchError') return false;
  return typeof error.code === 'string'
    ? OF_SOCKETS.has(error.code) || OF_SERVER.test(error.code)
    : OF_CLIENT.test(error.message);
}
