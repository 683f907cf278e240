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

import {
  HttpMethod,
  IsomorphicFetchHttpLibrary,
  ServerConfiguration,
  type KubeConfig,
  type RequestContext,
} from '@kubernetes/client-node';
import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import { createInterface } from 'node:readline';

export interface ApiRequest {
  method: 'GET' | 'PATCH' | 'POST' | 'DELETE';
  path: string;
  query: Record<string, string | undefined>;
  body?: { contentType: string; content: unknown };
  signal: AbortSignal;
  /** Called when the request is complete and about to leave. */
  onSend(): void;
}

/** How a cluster is reached. */
export interface Access {
  kubeConfig: KubeConfig;
  /** A bearer token in place of the kubeconfig's, asked for before a call. */
  token?(): Promise<string>;
}

/** An answer that goes on, such as a watch's. */
export interface OpenAnswer {
  status: number;
  headers: Record<string, string>;
  /** Ends with the answer; throws when the connection breaks. */
  lines: AsyncIterable<string>;
}

export interface ApiAnswer {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: string;
}

const methods = {
  GET: HttpMethod.GET,
  PATCH: HttpMethod.PATCH,
  POST: HttpMethod.POST,
  DELETE: HttpMethod.DELETE,
} as const;

function keepAlive(agent: http.Agent | https.Agent | undefined) {
  if (agent instanceof https.Agent) {
    return new https.Agent({ ...agent.options, keepAlive: true });
  }
  return new http.Agent({ keepAlive: true });
}

async function* linesOf(response: http.IncomingMessage) {
  const lines = createInterface({ input: response, crlfDelay: Infinity });
  let broken: Error | undefined;
  response.once('error', error => {
    broken = error;
    lines.close();
  });
  try {
    yield* lines;
    if (broken) throw broken;
  } finally {
    response.destroy();
  }
}

/**
 * One cluster's API server over HTTP: server, credentials and trust from a
 * kubeconfig, one keep-alive agent. The only file that knows client-node's
 * request classes. Answers of every status come back; only transport throws.
 */
export class KubernetesApi {
  readonly #access: Access;
  readonly #server: ServerConfiguration<Record<string, string>>;
  readonly #http = new IsomorphicFetchHttpLibrary();
  #agent: http.Agent | https.Agent | undefined;

  constructor(access: Access) {
    const url = access.kubeConfig.getCurrentCluster()?.server ?? '';
    this.#access = access;
    this.#server = new ServerConfiguration(url.replace(/\/+$/, ''), {});
  }

  async request(request: ApiRequest): Promise<ApiAnswer> {
    const context = this.#contextOf(request);
    if (request.body) {
      context.setHeaderParam('Content-Type', request.body.contentType);
      context.setBody(JSON.stringify(request.body.content));
    }
    await this.#authenticate(context, request.signal);
    context.setSignal(request.signal);
    request.signal.throwIfAborted();
    request.onSend();
    const answer = await this.#http.send(context).toPromise();
    return {
      status: answer.httpStatusCode,
      headers: answer.headers,
      body: await answer.body.text(),
    };
  }

  /**
   * Opens an answer that goes on. client-node's `Watch` can't be given up
   * while it connects, and knows no tokens but the kubeconfig's.
   */
  async open(
    request: Pick<ApiRequest, 'path' | 'query' | 'signal'>,
  ): Promise<OpenAnswer> {
    const context = this.#contextOf({ ...request, method: 'GET' });
    await this.#authenticate(context, request.signal);
    const url = context.getUrl();
    const sent = (url.startsWith('https:') ? https : http).get(url, {
      headers: context.getHeaders(),
      agent: context.getAgent(),
      signal: request.signal,
    });
    const [response]: http.IncomingMessage[] = await once(sent, 'response');
    const headers = Object.entries(response.headers).map(([name, value]) => [
      name,
      String(value),
    ]);
    return {
      status: response.statusCode ?? 0,
      headers: Object.fromEntries(headers),
      lines: linesOf(response),
    };
  }

  /** Closes the idle connections. */
  close(): void {
    this.#agent?.destroy();
  }

  #contextOf(
    request: Pick<ApiRequest, 'method' | 'path' | 'query'>,
  ): RequestContext {
    const context = this.#server.makeRequestContext(
      request.path,
      methods[request.method],
    );
    context.setHeaderParam('Accept', 'application/json');
    for (const [name, value] of Object.entries(request.query)) {
      if (value !== undefined) context.setQueryParam(name, value);
    }
    return context;
  }

  async #authenticate(
    context: RequestContext,
    signal: AbortSignal,
  ): Promise<void> {
    const { kubeConfig } = this.#access;
    await kubeConfig.applySecurityAuthentication(context);
    const token = await this.#token(signal);
    if (token) context.setHeaderParam('Authorization', `Bearer ${token}`);
    // A cluster behind a proxy keeps the agent that knows the proxy.
    if (kubeConfig.getCurrentCluster()?.proxyUrl) return;
    this.#agent ??= keepAlive(context.getAgent());
    context.setAgent(this.#agent);
  }

  /** Whoever makes tokens must not hold up a call beyond its deadline. */
  async #token(signal: AbortSignal): Promise<string | undefined> {
    const token = this.#access.token?.();
    if (!token) return undefined;
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), {
        once: true,
      });
      token.then(resolve, reject);
    });
  }
}
