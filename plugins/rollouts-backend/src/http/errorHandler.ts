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

import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { ErrorBody } from '@stagecraft/backstage-plugin-rollouts-common';
import type { ErrorRequestHandler } from 'express';
import { isDetailed } from '../problems/errors';
import { isDatabaseAway } from './databaseAway';
import { HttpError } from './HttpError';

const STATUSES: Readonly<Record<string, number>> = {
  InputError: 400,
  AuthenticationError: 401,
  NotAllowedError: 403,
  NotFoundError: 404,
  ConflictError: 409,
  LostTicketError: 409,
  TargetTakenError: 409,
  ServiceUnavailableError: 503,
};

/** For errors that carry no advice of their own. */
const REMEDIES: Readonly<Record<number, string>> = {
  400: 'Correct the request and send it again',
  401: 'Sign in, or send a valid token',
  403: 'Ask somebody who may, or use a token of your own',
  404: 'Look for it on the lists',
  409: 'Look at what changed, then try again',
  503: 'Try again in a moment',
};

function statusOf(error: Error): number {
  return error instanceof HttpError
    ? error.status
    : STATUSES[error.name] ?? 500;
}

/** What its caller may read of an error: never a stack, never the inside. */
function bodyOf(error: Error, status: number): ErrorBody {
  if (status === 500) {
    return {
      error: {
        name: 'InternalError',
        message: 'Something went wrong here',
        code: 'internal',
        remedy: 'Try again; if it stays so, tell whoever runs this portal',
      },
    };
  }
  return {
    error: {
      name: error.name,
      message: error.message,
      remedy: REMEDIES[status],
      ...(isDetailed(error) ? error.detail : {}),
    },
  };
}

/** Who else was asked, and has no answer: who somebody is, what they may. */
function isPartAway(error: Error & { statusCode?: unknown }): boolean {
  return error.name === 'ResponseError' && Number(error.statusCode) >= 500;
}

function awayFrom(error: Error): string | undefined {
  if (isDatabaseAway(error)) return "The portal's database";
  return isPartAway(error)
    ? 'A part of the portal that is asked first'
    : undefined;
}

/** Whoever has to roll back now must learn that there is another way. */
function sayAway(error: Error): Error {
  const who = awayFrom(error);
  if (who === undefined) return error;
  const away = new HttpError(503, 'ServiceUnavailableError', {
    message: `${who} does not answer`,
    code: 'unavailable',
    remedy:
      'Look whether it took effect, and try again. An exposure that cannot wait is taken back without the portal: the documentation has a page for that',
  });
  away.cause = error;
  return away;
}

/** Answers every refusal in the one form that the API declares. */
export function errorHandler(logger: LoggerService): ErrorRequestHandler {
  return (thrown, request, response, next) => {
    if (response.headersSent) {
      next(thrown);
      return;
    }
    const error = sayAway(toError(thrown));
    response.locals.error = error;
    const status = statusOf(error);
    if (status >= 500) {
      logger.error(`${request.method} ${request.path} failed`, error);
    }
    response.status(status).json(bodyOf(error, status));
  };
}
