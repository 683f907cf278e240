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
  InputError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';
import { errorSchema } from './answer';

/** A server, as errors name it. */
export interface Named {
  id: string;
  url: string;
}

function where({ id, url }: Named): string {
  return `Prometheus ${id} at ${url}`;
}

/** What the server says of its failure; the beginning of any other text. */
function saidIn(body: string): string {
  try {
    const said = errorSchema.safeParse(JSON.parse(body)).data?.error;
    if (said) return said;
  } catch {
    // A proxy in front of it answers with a page of its own.
  }
  const text = body.replace(/\s+/g, ' ').trim().slice(0, 200);
  return text || 'no reason given';
}

/** What an answer other than 200 means, and what to do about it. */
export function answerTrouble(
  server: Named,
  status: number,
  body: string,
): Error {
  const said = saidIn(body);
  const at = where(server);
  switch (status) {
    case 400:
    case 422:
      return new InputError(
        `${at} can't execute the metric's query (${status}: ${said}). Correct the query of the metric definition`,
      );
    case 401:
      return new ServiceUnavailableError(
        `${at} does not accept the credentials (401: ${said}). Renew the token, or the username and password, of that server in rollouts.prometheus.servers`,
      );
    case 403:
      return new ServiceUnavailableError(
        `${at} does not let these credentials query (403: ${said}). Grant them reading`,
      );
    case 404:
      return new ServiceUnavailableError(
        `${at} has no query API there (404: ${said}). Set its url to what stands before /api/v1`,
      );
    case 429:
      return new ServiceUnavailableError(
        `${at} is asked too often (429: ${said}). Raise its limit, or rollouts.sampling.interval`,
      );
    case 503:
    case 504:
      return new ServiceUnavailableError(
        `${at} is overloaded or gave up the query (${status}: ${said}). Give it more room, or the metric a shorter window`,
      );
    default:
  }
  if (status >= 300 && status < 400) {
    return new ServiceUnavailableError(
      `${at} sends elsewhere (${status}), which is not followed, because credentials would go along. Set its url to where it leads`,
    );
  }
  return new ServiceUnavailableError(`${at} answered ${status}: ${said}`);
}

const CERTIFICATE =
  /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|ERR_TLS|HOSTNAME_MISMATCH)/;

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error
    ? String(error.code)
    : '';
}

/** What a query without an answer means. */
export function transportTrouble(
  server: Named,
  error: unknown,
  timedOutAfterMs: number | null,
): Error {
  const at = where(server);
  if (timedOutAfterMs !== null) {
    return new ServiceUnavailableError(
      `${at} did not answer within ${timedOutAfterMs} ms. Raise its deadline in rollouts.prometheus.servers, or give the metric a shorter window`,
    );
  }
  const why = toError(error).message;
  return CERTIFICATE.test(codeOf(error))
    ? new ServiceUnavailableError(
        `${at} shows a certificate that is not trusted (${why}). Set caFile or caData of that server to who signed it`,
      )
    : new ServiceUnavailableError(
        `${at} can't be reached (${why}). Check that it runs and that the portal may reach it`,
      );
}

export function contentTrouble(server: Named, why: string): Error {
  return new ServiceUnavailableError(
    `${where(
      server,
    )} answered something that is no result of a query (${why}). Check that its url leads to Prometheus and not to a sign-in page`,
  );
}

export function partialTrouble(server: Named, said: string[]): Error {
  return new ServiceUnavailableError(
    `${where(
      server,
    )} does not vouch for its answer, so it is not used: ${said.join('; ')}`,
  );
}
