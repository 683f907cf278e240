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
  DriverError,
  type DriverErrorCode,
} from '@stagecraft/backstage-plugin-rollouts-node';
import { z } from 'zod';
import { grantLabel } from './grants';
import { qualified, type Resource } from './resources';

/** A call to a cluster, as its errors name it. */
export interface CallDescription {
  cluster: string;
  verb: 'get' | 'list' | 'watch' | 'patch' | 'create' | 'delete';
  resource: Resource;
  namespace: string | null;
  name: string | null;
  subresource?: string;
  /** Whether nothing is kept of it. */
  dryRun: boolean;
}

export interface Failure {
  /** The HTTP status; null when no answer came. */
  status: number | null;
  /** What the server asked to wait. */
  retryAfterMs: number | null;
}

/** A failed call of a cluster, with what a retry needs to know. */
export class ClusterError extends DriverError implements Failure {
  readonly status: number | null;
  readonly retryAfterMs: number | null;

  constructor(
    code: DriverErrorCode,
    message: string,
    failure: Failure,
    cause?: unknown,
  ) {
    super(code, message, cause);
    this.name = 'ClusterError';
    this.status = failure.status;
    this.retryAfterMs = failure.retryAfterMs;
  }
}

const statusSchema = z.looseObject({
  message: z.string().optional(),
  details: z
    .looseObject({ causes: z.array(z.unknown()).optional() })
    .optional(),
});

function parseStatus(text: string): z.infer<typeof statusSchema> {
  try {
    return statusSchema.parse(JSON.parse(text));
  } catch {
    // A proxy in front of the API server answers with a page of its own.
    return { message: text.slice(0, 300) || undefined };
  }
}

/** `Retry-After` in milliseconds: seconds or a date; null when absent. */
export function retryAfterMs(value: string | undefined, now: number) {
  if (!value) return null;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

function subject(call: CallDescription): string {
  const name = call.name ? ` ${call.name}` : '';
  const place = call.namespace ? ` in namespace ${call.namespace}` : '';
  return `${qualified(call.resource)}${name}${place}`;
}

function attempt(call: CallDescription): string {
  return `${call.verb} ${subject(call)} in cluster ${call.cluster}`;
}

function forbidden(call: CallDescription, said: string): string {
  if (/denied request|admission/i.test(said)) {
    return `An admission policy of cluster ${call.cluster} refuses to ${
      call.verb
    } ${subject(call)}: ${said}. Exempt Stagecraft's service account from it.`;
  }
  return `Stagecraft may not ${attempt(
    call,
  )}: ${said}. Grant its service account the verb "${
    call.verb
  }" on ${grantLabel(call)}${
    call.namespace ? ` in namespace ${call.namespace}` : ''
  }.`;
}

function changes(call: CallDescription): boolean {
  return ['patch', 'create', 'delete'].includes(call.verb) && !call.dryRun;
}

function codeAndSentence(
  call: CallDescription,
  status: number,
  said: string,
): [DriverErrorCode, string] {
  const where = `Could not ${attempt(call)}`;
  switch (status) {
    case 401:
      return [
        'forbidden',
        `Cluster ${call.cluster} does not accept Stagecraft's credentials. Renew the service account token in the portal's kubernetes configuration.`,
      ];
    case 403:
      return ['forbidden', forbidden(call, said)];
    case 404:
      return [
        'not-found',
        `Cluster ${call.cluster} has no ${subject(
          call,
        )}. Check the name and the namespace, or that the kind is installed.`,
      ];
    case 409:
    case 422:
      return [
        'conflict',
        `${where}, it changed meanwhile or was refused: ${said}`,
      ];
    case 429:
      return ['unreachable', `${where}, the cluster is overloaded: ${said}`];
    default:
  }
  if (status >= 500) {
    return changes(call)
      ? [
          'unknown-outcome',
          `The answer of ${status} leaves open whether the change arrived (${attempt(
            call,
          )}): ${said}. Read the object before anything else is written.`,
        ]
      : ['unreachable', `${where}, the cluster answered ${status}: ${said}`];
  }
  return ['invalid', `${where}, the cluster refuses the request: ${said}`];
}

/** What a failed answer means. */
export function answerError(
  call: CallDescription,
  answer: { status: number; headers: Record<string, string>; body: string },
): ClusterError {
  const body = parseStatus(answer.body);
  const said = (body.message ?? 'no reason given').replace(/\.+$/, '');
  // Named fields mean that the patch applied and the schema refused the result.
  const refused =
    answer.status === 422 && (body.details?.causes ?? []).length > 0;
  const [code, sentence] = codeAndSentence(
    call,
    refused ? 400 : answer.status,
    said,
  );
  return new ClusterError(code, sentence, {
    status: answer.status,
    retryAfterMs: retryAfterMs(answer.headers['retry-after'], Date.now()),
  });
}

const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) {
    return undefined;
  }
  return typeof error.code === 'string' ? error.code : undefined;
}

/** What a call without an answer means; `sent` is whether it left at all. */
export function transportError(
  call: CallDescription,
  error: unknown,
  sent: boolean,
): ClusterError {
  const why = error instanceof Error ? error.message : String(error);
  const landed = sent && changes(call) && !NEVER_SENT.has(codeOf(error) ?? '');
  return new ClusterError(
    landed ? 'unknown-outcome' : 'unreachable',
    landed
      ? `No answer came to ${attempt(
          call,
        )} (${why}), so the change may have arrived. Read the object before anything else is written.`
      : `Could not ${attempt(
          call,
        )}: ${why}. Check that the cluster's API server can be reached from the portal.`,
    { status: null, retryAfterMs: null },
    error,
  );
}
