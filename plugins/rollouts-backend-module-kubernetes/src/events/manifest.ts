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

import { canonicalJson } from '@stagecraft/backstage-plugin-rollouts-common';
import type { TargetEvent } from '@stagecraft/backstage-plugin-rollouts-node';
import { createHash } from 'node:crypto';
import { StringDecoder } from 'node:string_decoder';
import { z } from 'zod';

/** Of the API. */
const LONGEST_NOTE_BYTES = 1024;
const LONGEST_WORD = 128;
const LONGEST_NAME = 253;
const LONGEST_ACTOR_BYTES = 200;

/** What an Event says of the object that it is about. */
export const regardingSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string(),
    uid: z.string(),
    resourceVersion: z.string(),
  }),
});
export type Regarding = z.infer<typeof regardingSchema>;

/** The text's beginning, whole characters, the cut marked. */
function fitted(text: string, bytes: number): string {
  const encoded = Buffer.from(text);
  if (encoded.byteLength <= bytes) return text;
  const kept = encoded.subarray(0, Math.max(0, bytes - 3));
  return `${new StringDecoder('utf8').write(kept)}…`;
}

/** One line that no terminal takes for more than text. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
}

/** However long the text: who decided and where it is shown stay in it. */
function noteOf({ text, actor, decision, link }: TargetEvent): string {
  const by = fitted(plain(actor.name), LONGEST_ACTOR_BYTES);
  const tail = ` By ${by}, decision ${decision}: ${link}`;
  const room = LONGEST_NOTE_BYTES - Buffer.byteLength(tail);
  return fitted(`${fitted(plain(text), room)}${tail}`, LONGEST_NOTE_BYTES);
}

/** `roll-back` as `RollBack`. */
function actionOf(command: string): string {
  return command
    .split('-')
    .map(word => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/** The same for the same decision, target and object, and for no other. */
function nameOf({ decision, target }: TargetEvent, object: string): string {
  const hash = createHash('sha256')
    .update(canonicalJson({ decision, target, object }))
    .digest('hex')
    .slice(0, 32);
  const stem = object.slice(0, LONGEST_NAME - 1 - hash.length);
  return `${stem.replace(/[^a-z0-9]+$/, '')}.${hash}`;
}

/**
 * An Event of `events.k8s.io/v1`, within the API's limits.
 *
 * @param instance - which replica reports it
 */
export function eventManifest(
  event: TargetEvent,
  { apiVersion, kind, metadata }: Regarding,
  instance: string,
) {
  const { name, namespace, uid, resourceVersion } = metadata;
  return {
    apiVersion: 'events.k8s.io/v1',
    kind: 'Event',
    metadata: {
      name: nameOf(event, name),
      namespace,
      labels: { 'app.kubernetes.io/managed-by': 'stagecraft' },
      annotations: {
        'stagecraft.dev/rollout': event.rolloutId,
        'stagecraft.dev/decision': event.decision,
        'stagecraft.dev/actor': event.actor.ref,
      },
    },
    // Microseconds, as the API reads it.
    eventTime: event.at.toISOString().replace('Z', '000Z'),
    type: event.severity === 'warning' ? 'Warning' : 'Normal',
    reason: event.reason.slice(0, LONGEST_WORD),
    action: actionOf(event.command).slice(0, LONGEST_WORD),
    note: noteOf(event),
    regarding: { apiVersion, kind, namespace, name, uid, resourceVersion },
    reportingController: 'stagecraft.dev/rollouts',
    reportingInstance: instance.slice(0, LONGEST_WORD),
  };
}
