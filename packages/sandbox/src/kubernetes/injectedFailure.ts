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

import { InjectedFailure } from '../faults/inject';
import { RequestInfo } from './requestInfo';
import {
  ApiError,
  conflict,
  notFound,
  patchRefused,
  qualifiedResource,
} from './status';

function forbidden({ kind, verb, name, namespace }: RequestInfo): ApiError {
  const where = namespace ? ` in the namespace "${namespace}"` : '';
  return new ApiError(
    403,
    'Forbidden',
    `${qualifiedResource(kind)}${
      name ? ` "${name}"` : ''
    } is forbidden: User "sandbox" cannot ${verb} resource "${
      kind.plural
    }" in API group "${kind.group}"${where}`,
    { ...(name && { name }), group: kind.group, kind: kind.plural },
  );
}

/** An injected failure of a request for an object, as the real API words it. */
export function failureFor(
  info: RequestInfo,
  failure: InjectedFailure,
): ApiError {
  switch (failure.status) {
    case 403:
      return forbidden(info);
    case 404:
      return notFound(info.kind, info.name ?? '');
    case 409:
      return conflict(info.kind, info.name ?? '');
    case 422:
      return patchRefused();
    default:
      return generalFailure(failure);
  }
}

/** The same for a document such as `/version`. */
export function documentFailure(
  pathname: string,
  failure: InjectedFailure,
): ApiError {
  return failure.status === 403
    ? new ApiError(
        403,
        'Forbidden',
        `forbidden: User "sandbox" cannot get path "${pathname}"`,
      )
    : generalFailure(failure);
}

function generalFailure({
  status,
  retryAfterSeconds,
}: InjectedFailure): ApiError {
  const details =
    retryAfterSeconds === undefined ? undefined : { retryAfterSeconds };
  switch (status) {
    case 401:
      return new ApiError(401, 'Unauthorized', 'Unauthorized');
    case 429:
      return new ApiError(
        429,
        'TooManyRequests',
        'Too many requests, please try again later.',
        details,
      );
    case 503:
      return new ApiError(
        503,
        'ServiceUnavailable',
        'the server is currently unable to handle the request',
        details,
      );
    case 504:
      return new ApiError(
        504,
        'Timeout',
        'Timeout: request did not complete within the allotted timeout',
        details,
      );
    default:
      return new ApiError(
        status,
        'InternalError',
        'Internal error occurred: injected by the sandbox',
        details,
      );
  }
}
