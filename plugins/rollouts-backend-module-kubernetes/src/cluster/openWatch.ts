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

import { z } from 'zod';
import { answerError, type CallDescription } from './errors';
import type { KubernetesApi } from './KubernetesApi';
import { pathOf } from './resources';
import { shaped } from './shape';

/** After which the server is asked to end a watch, so that it is opened anew. */
const LASTS_SECONDS = 300;

const watchedSchema = z.looseObject({
  metadata: z.looseObject({
    name: z.string().optional(),
    resourceVersion: z.string(),
    generation: z.number().optional(),
    annotations: z.record(z.string(), z.string()).nullish(),
  }),
});
export type WatchedObject = z.infer<typeof watchedSchema>;

const eventSchema = z.union([
  z.looseObject({
    type: z.enum(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK']),
    object: watchedSchema,
  }),
  z.looseObject({
    type: z.literal('ERROR'),
    object: z.looseObject({ code: z.number().optional() }),
  }),
]);

/** A bookmark only says how far the watch has come. */
export interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK';
  object: WatchedObject;
}

/**
 * Events of one watch request.
 *
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes
 * @throws ClusterError when the server refuses it, or ends it with an error:
 *   410 when what happened since `from` is no longer known
 */
export async function* openWatch(
  api: KubernetesApi,
  call: CallDescription & { namespace: string },
  from: string | undefined,
  signal: AbortSignal,
): AsyncGenerator<WatchEvent> {
  const answer = await api.open({
    path: pathOf(call.resource, call.namespace, null),
    query: {
      watch: 'true',
      allowWatchBookmarks: 'true',
      resourceVersion: from,
      timeoutSeconds: String(LASTS_SECONDS),
    },
    signal,
  });
  const refused = (status: number, body: string) =>
    answerError(call, { status, headers: answer.headers, body });
  if (answer.status !== 200) {
    const lines: string[] = [];
    for await (const line of answer.lines) lines.push(line);
    throw refused(answer.status, lines.join('\n'));
  }
  for await (const line of answer.lines) {
    const event = shaped(
      eventSchema,
      JSON.parse(line),
      `A watch of ${call.resource.plural}`,
    );
    if (event.type === 'ERROR') {
      throw refused(event.object.code ?? 500, JSON.stringify(event.object));
    }
    yield event;
  }
}
