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

import { IncomingMessage } from 'node:http';
import { isRecord, KubeObject } from './object';
import { FieldValidation } from './admission';
import { listPage, ObjectPage } from './lists';
import { Preconditions } from './preconditions';
import { isDryRun, RequestInfo } from './requestInfo';
import { requestFilter } from './selectors';
import { badRequest, invalid, notFound, pathNotFound } from './status';
import { ObjectStore } from './store';
import { objectList, Rendering, table } from './tables';
import { ObjectWriter, WriteOptions } from './writes';

/** What a request is answered with. */
export interface ResourceAnswer {
  status: number;
  body: unknown;
  warnings?: string[];
}

function fieldValidation(parameters: URLSearchParams): FieldValidation {
  const value = parameters.get('fieldValidation') || 'Warn';
  if (value === 'Strict' || value === 'Warn' || value === 'Ignore') {
    return value;
  }
  throw invalid({ kind: 'PatchOptions', group: 'meta.k8s.io' }, '', [
    {
      reason: 'FieldValueNotSupported',
      message: `Unsupported value: "${value}": supported values: "Ignore", "Strict", "Warn"`,
      field: 'fieldValidation',
    },
  ]);
}

function writeOptions(
  info: RequestInfo,
  request: IncomingMessage,
): WriteOptions {
  const agent = request.headers['user-agent']?.split('/')[0];
  return {
    dryRun: isDryRun(info.parameters),
    fieldManager: info.parameters.get('fieldManager') || agent || 'unknown',
    fieldValidation: fieldValidation(info.parameters),
    ...(info.subresource && { subresource: info.subresource }),
  };
}

function parseBody(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw badRequest(
      `couldn't get version/kind; json parse error: ${
        error instanceof Error ? error.message : String(error)
      }`,
    );
  }
}

function preconditions(body: string): Preconditions {
  const options = body ? parseBody(body) : {};
  const given = isRecord(options) ? options.preconditions : undefined;
  const { uid, resourceVersion } = isRecord(given) ? given : {};
  return {
    ...(typeof uid === 'string' && { uid }),
    ...(typeof resourceVersion === 'string' && { resourceVersion }),
  };
}

/** Answers everything but watches on resource paths. */
export class Resources {
  readonly #store: ObjectStore;
  readonly #writer: ObjectWriter;

  constructor(store: ObjectStore, writer: ObjectWriter) {
    this.#store = store;
    this.#writer = writer;
  }

  answer(
    info: RequestInfo,
    request: IncomingMessage,
    body: string,
    rendering: Rendering,
  ): ResourceAnswer {
    const name = info.name ?? '';
    switch (info.verb) {
      case 'get':
        return { status: 200, body: this.#render(info, rendering, name) };
      case 'list':
        return { status: 200, body: this.#list(info, rendering) };
      case 'create': {
        const options = writeOptions(info, request);
        const { object, warnings } = this.#writer.create(
          info,
          parseBody(body),
          options,
        );
        return { status: 201, body: object, warnings };
      }
      case 'update': {
        const options = writeOptions(info, request);
        const { object, warnings } = this.#writer.update(
          info,
          name,
          parseBody(body),
          options,
        );
        return { status: 200, body: object, warnings };
      }
      case 'patch': {
        const contentType = request.headers['content-type'] ?? '';
        const { object, warnings } = this.#writer.patch(
          info,
          name,
          { contentType, body },
          writeOptions(info, request),
        );
        return { status: 200, body: object, warnings };
      }
      case 'delete':
        return { status: 200, body: this.#delete(info, name, body) };
      case 'deletecollection':
        return { status: 200, body: this.#deleteCollection(info) };
      default:
        throw pathNotFound();
    }
  }

  #render(info: RequestInfo, rendering: Rendering, name: string): unknown {
    const object = this.#store.get(info.kind, info.namespace, name);
    if (!object) throw notFound(info.kind, name);
    const { resourceVersion } = object.metadata;
    return rendering === 'table'
      ? table(info.kind, [object], { resourceVersion })
      : object;
  }

  #list(info: RequestInfo, rendering: Rendering): unknown {
    const page: ObjectPage = listPage(
      this.#store,
      info.kind,
      info.namespace,
      info.parameters,
    );
    const metadata = {
      resourceVersion: String(page.revision),
      ...(page.continue && { continue: page.continue }),
      ...(page.remainingItemCount !== undefined && {
        remainingItemCount: page.remainingItemCount,
      }),
    };
    return rendering === 'table'
      ? table(info.kind, page.items, metadata)
      : objectList(info.kind, page.items, metadata);
  }

  #delete(info: RequestInfo, name: string, body: string): unknown {
    const object = this.#writer.delete(
      info,
      name,
      preconditions(body),
      isDryRun(info.parameters),
    );
    if (object.metadata.deletionTimestamp) return object;
    const { kind } = info;
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Success',
      details: {
        name,
        ...(kind.group && { group: kind.group }),
        kind: kind.plural,
        uid: object.metadata.uid,
      },
    };
  }

  #deleteCollection(info: RequestInfo): unknown {
    const filter = requestFilter(info.kind, info.parameters);
    const dryRun = isDryRun(info.parameters);
    const deleted: KubeObject[] = this.#store
      .list(info.kind, info.namespace)
      .filter(filter)
      .map(({ metadata }) =>
        this.#writer.delete(
          { kind: info.kind, namespace: metadata.namespace },
          metadata.name,
          {},
          dryRun,
        ),
      );
    return objectList(info.kind, deleted, {
      resourceVersion: String(this.#store.revision),
    });
  }
}
