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

import { randomUUID } from 'node:crypto';
import type { Operation } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Response } from 'supertest';
import type { Outcome } from './expected';
import { MARKER, REQUESTS, type Subject } from './requests';

/** Refused because of who asks, whatever is asked for. */
const OF_THE_ACTOR = ['permission', 'actor-kind', 'not-eligible', 'token'];

function idOf({ path }: Operation, subject: Subject): string {
  if (path.startsWith('/rollouts/')) return subject.rolloutId;
  if (path.startsWith('/experiments/')) return subject.experimentId;
  return path.startsWith('/playbooks/') ? 'standard' : randomUUID();
}

/** Where an operation is called, about this. */
export function pathOf(operation: Operation, subject: Subject): string {
  const { params = {}, query = {} } =
    REQUESTS[operation.id as keyof typeof REQUESTS]?.() ?? {};
  const ids: Record<string, string> = {
    kind: 'component',
    namespace: 'default',
    name: 'checkout',
    id: idOf(operation, subject),
    ...params,
  };
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name) => ids[name]);
  const search = new URLSearchParams(query).toString();
  return search ? `${path}?${search}` : path;
}

/** What an answer says but for what the request said already. */
export function told({ body, text }: Response, subject: Subject): string {
  const whole = Buffer.isBuffer(body)
    ? body.toString('utf8')
    : text ?? JSON.stringify(body);
  return Object.values(subject).reduce(
    (rest, id) => rest.replaceAll(id, '<id>'),
    whole.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<instant>'),
  );
}

export function outcomeOf(response: Response, subject: Subject): Outcome {
  const code = response.body?.error?.code;
  switch (response.status) {
    case 401:
      throw new Error('Nobody here is without credentials');
    case 403:
      return OF_THE_ACTOR.includes(code) ? 'refused' : 'may';
    case 404:
      return 'missing';
    case 400:
      // A plan that is not good enough was looked at.
      if (code !== 'invalid' || /"path":\["plan"/.test(response.text)) {
        return 'may';
      }
      throw new Error(`requests.ts does not fit: ${response.text}`);
    case 500:
      throw new Error(`It failed: ${response.text}`);
    default:
      return told(response, subject).includes(MARKER) ? 'sees' : 'may';
  }
}
