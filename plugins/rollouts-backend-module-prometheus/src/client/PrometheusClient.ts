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

import http from 'node:http';
import https from 'node:https';
import { reservations, seriesOf, successSchema, type Series } from './answer';
import {
  answerTrouble,
  contentTrouble,
  partialTrouble,
  transportTrouble,
} from './troubles';

export type Credentials =
  | { kind: 'none' }
  | { kind: 'bearer'; token: string }
  | { kind: 'basic'; username: string; password: string };

export interface PrometheusServer {
  id: string;
  /** What stands before `/api/v1`, without a slash at its end. */
  url: string;
  credentials: Credentials;
  /** PEM; undefined for those that Node trusts. */
  ca: string | undefined;
  skipTLSVerify: boolean;
  /** Of one query. */
  deadlineMs: number;
}

interface Answer {
  status: number;
  body: string;
}

/** More than that is no answer to a question about a few thousand services. */
const LARGEST_BODY_BYTES = 64 * 1024 * 1024;

function authorization(credentials: Credentials): string | undefined {
  switch (credentials.kind) {
    case 'bearer':
      return `Bearer ${credentials.token}`;
    case 'basic': {
      const { username, password } = credentials;
      const pair = Buffer.from(`${username}:${password}`, 'utf8');
      return `Basic ${pair.toString('base64')}`;
    }
    default:
      return undefined;
  }
}

/** The query API of one server; nothing else of it is ever called. */
export class PrometheusClient {
  readonly #server: PrometheusServer;
  readonly #agent: http.Agent;

  constructor(server: PrometheusServer) {
    this.#server = server;
    this.#agent = server.url.startsWith('https:')
      ? new https.Agent({
          keepAlive: true,
          ca: server.ca,
          rejectUnauthorized: !server.skipTLSVerify,
        })
      : new http.Agent({ keepAlive: true });
  }

  /** Values at one time. */
  async instant(
    query: string,
    at: Date,
    signal: AbortSignal,
  ): Promise<Series[]> {
    const time = String(at.getTime() / 1000);
    return this.#ask('query', { query, time }, signal);
  }

  /** Values from `start` on, every `stepMs`, to `end`. */
  async range(
    query: string,
    { start, end, stepMs }: { start: Date; end: Date; stepMs: number },
    signal: AbortSignal,
  ): Promise<Series[]> {
    const parameters = {
      query,
      start: String(start.getTime() / 1000),
      end: String(end.getTime() / 1000),
      step: String(stepMs / 1000),
    };
    return this.#ask('query_range', parameters, signal);
  }

  /** Closes idle connections. */
  close(): void {
    this.#agent.destroy();
  }

  async #ask(
    path: 'query' | 'query_range',
    parameters: Record<string, string>,
    signal: AbortSignal,
  ): Promise<Series[]> {
    const { deadlineMs } = this.#server;
    const deadline = AbortSignal.timeout(deadlineMs);
    // The server then stops as well.
    const timeout = `${deadlineMs}ms`;
    const form = new URLSearchParams({ ...parameters, timeout }).toString();
    const either = AbortSignal.any([signal, deadline]);
    let answer: Answer;
    try {
      answer = await this.#sendAgain(path, form, either);
    } catch (error) {
      signal.throwIfAborted();
      const timedOut = deadline.aborted ? deadlineMs : null;
      throw transportTrouble(this.#server, error, timedOut);
    }
    return this.#read(answer);
  }

  #read({ status, body }: Answer): Series[] {
    if (status !== 200) throw answerTrouble(this.#server, status, body);
    let content: unknown;
    try {
      content = JSON.parse(body);
    } catch {
      throw contentTrouble(this.#server, 'no JSON');
    }
    const parsed = successSchema.safeParse(content);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const place = issue?.path.join('.') || 'its root';
      throw contentTrouble(this.#server, `${place}: ${issue?.message}`);
    }
    const said = reservations(parsed.data);
    if (said.length > 0) throw partialTrouble(this.#server, said);
    return seriesOf(parsed.data);
  }

  /** Once more when an idle connection turns out to have been closed. */
  async #sendAgain(
    path: string,
    form: string,
    signal: AbortSignal,
  ): Promise<Answer> {
    const first = await this.#send(path, form, signal);
    return first === 'stale' ? this.#sendFresh(path, form, signal) : first;
  }

  async #sendFresh(path: string, form: string, signal: AbortSignal) {
    const again = await this.#send(path, form, signal);
    if (again === 'stale') throw new Error('the connection is closed again');
    return again;
  }

  async #send(
    path: string,
    form: string,
    signal: AbortSignal,
  ): Promise<Answer | 'stale'> {
    const { url, credentials } = this.#server;
    const client = url.startsWith('https:') ? https : http;
    const authorized = authorization(credentials);
    return new Promise((resolve, reject) => {
      const request = client.request(
        `${url}/api/v1/${path}`,
        {
          method: 'POST',
          agent: this.#agent,
          signal,
          headers: {
            accept: 'application/json',
            'content-type': 'application/x-www-form-urlencoded',
            'content-length': Buffer.byteLength(form),
            ...(authorized && { authorization: authorized }),
          },
        },
        response => {
          bodyOf(response).then(
            body => resolve({ status: response.statusCode ?? 0, body }),
            reject,
          );
        },
      );
      request.once('error', (error: NodeJS.ErrnoException) => {
        if (request.reusedSocket && error.code === 'ECONNRESET') {
          resolve('stale');
        } else {
          reject(error);
        }
      });
      request.end(form);
    });
  }
}

async function bodyOf(response: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    length += chunk.length;
    if (length > LARGEST_BODY_BYTES) {
      throw new Error(`the answer is longer than ${LARGEST_BODY_BYTES} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
