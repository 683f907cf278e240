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

import type { KubeConfig } from '@kubernetes/client-node';
import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';

export interface AdminAnswer {
  status: number;
  /** Undefined where the answer is no JSON. */
  body: unknown;
  text: string;
  /** The texts of its warnings. */
  warnings: string[];
}

/** Somebody else, with the rights that RBAC gives them. */
export interface Person {
  user: string;
  groups: string[];
}

interface Sending {
  contentType?: string;
  /** In whose name; the administrator's own by default. */
  as?: Person;
}

/** Everything an administrator may do, by the paths of the Kubernetes API. */
export class AdminClient {
  readonly #kubeConfig: KubeConfig;
  readonly #server: string;

  /** @throws when the kubeconfig has no current cluster. */
  constructor(kubeConfig: KubeConfig) {
    const cluster = kubeConfig.getCurrentCluster();
    if (!cluster) {
      throw new Error('The kubeconfig has no current context with a cluster.');
    }
    this.#kubeConfig = kubeConfig;
    this.#server = cluster.server;
  }

  /** The same access for programs, as the text of a kubeconfig. */
  kubeconfig(): string {
    return this.#kubeConfig.exportConfig();
  }

  /** The answer, whatever its status. */
  async call(
    method: string,
    path: string,
    body?: unknown,
    { contentType = 'application/json', as }: Sending = {},
  ): Promise<AdminAnswer> {
    const options: https.RequestOptions = {
      method,
      headers: {
        'content-type': contentType,
        accept: 'application/json',
        ...(as && {
          'impersonate-user': as.user,
          'impersonate-group': as.groups,
        }),
      },
    };
    await this.#kubeConfig.applyToHTTPSOptions(options);
    const url = new URL(path, this.#server);
    const request =
      url.protocol === 'https:'
        ? https.request(url, options)
        : http.request(url, { ...options, agent: undefined });
    const answered: Promise<IncomingMessage[]> = once(request, 'response');
    request.end(body === undefined ? undefined : JSON.stringify(body));
    const [answer] = await answered;
    const content = await text(answer);
    return {
      status: answer.statusCode ?? 0,
      body: parsed(content),
      text: content,
      warnings: warningsOf(answer),
    };
  }

  /** The body of the answer. @throws unless it is a success. */
  async send(
    method: string,
    path: string,
    body?: unknown,
    sending: Sending = {},
  ): Promise<unknown> {
    const answer = await this.call(method, path, body, sending);
    if (answer.status >= 200 && answer.status < 300) return answer.body;
    throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
  }

  /** Changes an object by reading and putting it, whoever writes meanwhile. */
  async update<T>(
    path: string,
    parse: (body: unknown) => T,
    change: (object: T) => void,
  ): Promise<void> {
    for (;;) {
      const object = parse(await this.send('GET', path));
      change(object);
      const answer = await this.call('PUT', path, object);
      if (answer.status === 409) continue;
      if (answer.status < 300) return;
      throw new Error(`PUT ${path}: ${answer.status} ${answer.text}`);
    }
  }
}

/** Of `299 - "text"`, the text. */
function warningsOf({ headersDistinct }: IncomingMessage): string[] {
  return (headersDistinct.warning ?? []).map(
    header => /^299 \S+ "(.*)"$/s.exec(header)?.[1] ?? header,
  );
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}
