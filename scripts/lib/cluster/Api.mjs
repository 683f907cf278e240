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

import { KubeConfig } from '@kubernetes/client-node';
import * as fs from 'node:fs/promises';
import https from 'node:https';
import { text } from 'node:stream/consumers';
import { parseAllDocuments } from 'yaml';
import { Failure } from '../failure.mjs';

const DEADLINE_MS = 60_000;

/** A Kubernetes API server as the user of a kubeconfig sees it. */
export class Api {
  #kubeConfig = new KubeConfig();
  #server;
  #plurals = new Map();

  constructor(kubeconfigFile) {
    this.#kubeConfig.loadFromFile(kubeconfigFile);
    const cluster = this.#kubeConfig.getCurrentCluster();
    if (!cluster) {
      throw new Failure(
        `The kubeconfig ${kubeconfigFile} has no current context.`,
        'Choose one with: kubectl config use-context <name>',
      );
    }
    this.#server = cluster.server;
  }

  /** The status and the text of an answer, whatever it is. */
  async call(method, path, body, contentType = 'application/json') {
    const options = {
      method,
      headers: { 'content-type': contentType, accept: 'application/json' },
      signal: AbortSignal.timeout(DEADLINE_MS),
    };
    await this.#kubeConfig.applyToHTTPSOptions(options);
    const url = new URL(path, this.#server);
    return new Promise((resolve, reject) => {
      const request = https.request(url, options, answer => {
        text(answer).then(
          content => resolve({ status: answer.statusCode, content }),
          reject,
        );
      });
      request.on('error', reject);
      request.end(body && JSON.stringify(body));
    });
  }

  /** The body of an answer; throws unless it is a success. */
  async send(method, path, body, contentType) {
    const { status, content } = await this.call(
      method,
      path,
      body,
      contentType,
    );
    if (status >= 200 && status < 300) return JSON.parse(content);
    throw new Failure(`${method} ${path} was answered ${status}:`, content);
  }

  /** Whether a path is answered with a success. */
  async answers(path) {
    try {
      return (await this.call('GET', path)).status === 200;
    } catch (error) {
      const starting = ['ECONNREFUSED', 'ECONNRESET', 'ABORT_ERR'];
      if (!starting.includes(error.code)) throw error;
      return false;
    }
  }

  async #pathOf({ apiVersion, kind, metadata }, namespace) {
    const group = apiVersion.includes('/')
      ? `/apis/${apiVersion}`
      : `/api/${apiVersion}`;
    if (!this.#plurals.has(group)) {
      const { resources } = await this.send('GET', group);
      this.#plurals.set(group, resources);
    }
    const resource = this.#plurals
      .get(group)
      .find(each => each.kind === kind && !each.name.includes('/'));
    if (!resource) throw new Failure(`The cluster knows no ${kind}.`);
    const scope = resource.namespaced
      ? `/namespaces/${metadata.namespace ?? namespace}`
      : '';
    return `${group}${scope}/${resource.name}/${metadata.name}`;
  }

  /** The object of a manifest as the cluster has it. */
  async read(manifest, namespace = 'default') {
    return this.send('GET', await this.#pathOf(manifest, namespace));
  }

  /** Makes or changes an object, whoever had it before. */
  async apply(manifest, namespace = 'default') {
    const path = await this.#pathOf(manifest, namespace);
    return this.send(
      'PATCH',
      `${path}?fieldManager=stagecraft-tests&force=true`,
      manifest,
      'application/apply-patch+yaml',
    );
  }

  /** The same for all objects of a YAML file, in its order. */
  async applyFile(file, namespace) {
    for (const manifest of await manifestsOf(file)) {
      await this.apply(manifest, namespace);
    }
  }
}

/** The objects of a YAML file. */
export async function manifestsOf(file) {
  const documents = parseAllDocuments(await fs.readFile(file, 'utf8'));
  return documents.map(each => each.toJS()).filter(Boolean);
}
