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
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type {
  ErrorBody,
  Problem,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { RefusalCode, Refused } from '../lifecycle/decision';

/** What a refusal tells besides its message, as the API's error body has it. */
export type ErrorDetail = Omit<ErrorBody['error'], 'name' | 'message'>;

/** An error that carries what its reader can do. */
export interface DetailedError extends Error {
  readonly detail: ErrorDetail;
}

export function isDetailed(error: unknown): error is DetailedError {
  return error instanceof Error && 'detail' in error;
}

/** An input whose fields are wrong: 400. */
export class InputProblemsError extends InputError implements DetailedError {
  readonly detail: ErrorDetail;

  constructor(problems: Problem[], code = 'invalid') {
    super(problems.map(problem => problem.message).join('; '));
    this.detail = { code, problems, remedy: problems[0]?.remedy };
  }
}

/** Of a plan that a person marks as a drill, or that takes the mark off one. */
export const MARKED_DRILL: Problem[] = [
  {
    path: ['plan', 'drill'],
    message: 'Whether a rollout is a drill is not for its plan to say',
    remedy: 'Run drills from the page of drills',
  },
];

/** Not now, or not on what the caller saw: 409. */
export class RefusedConflictError
  extends ConflictError
  implements DetailedError
{
  readonly detail: ErrorDetail;

  constructor(message: string, detail: ErrorDetail) {
    super(message);
    this.detail = detail;
  }
}

/** Not by this caller: 403. */
export class RefusedActorError
  extends NotAllowedError
  implements DetailedError
{
  readonly detail: ErrorDetail;

  constructor(message: string, detail: ErrorDetail) {
    super(message);
    this.detail = detail;
  }
}

/** No such thing: 404. */
export class MissingError extends NotFoundError implements DetailedError {
  readonly detail: ErrorDetail;

  constructor(message: string, remedy: string, path?: Problem['path']) {
    super(message);
    this.detail = {
      code: 'not-found',
      remedy,
      ...(path && { problems: [{ path, message, remedy }] }),
    };
  }
}

/** One that is not there answers as one that its caller may not see. */
export function missingService(ref: string): MissingError {
  return new MissingError(
    `The catalogue shows you no ${ref}`,
    'Look for it in the catalogue, or ask its owner',
    ['service'],
  );
}

export function missingRollout(rolloutId: string): MissingError {
  return new MissingError(
    `There is no rollout ${rolloutId}`,
    'Look for it on the list of rollouts',
  );
}

/** Something this depends on can't be asked now: 503. */
export class UnavailableError
  extends ServiceUnavailableError
  implements DetailedError
{
  readonly detail: ErrorDetail;

  constructor(message: string, remedy: string, cause?: unknown) {
    super(message, cause);
    this.detail = { code: 'unavailable', remedy };
  }
}

/** The caller saw another version than the one in force: 409. */
export class StaleVersionError extends ConflictError implements DetailedError {
  readonly detail: ErrorDetail;

  constructor(
    subject: 'rollout' | 'experiment' | 'review' | 'freeze',
    seen: number,
    now: number,
  ) {
    super(
      `The ${subject} has changed since you saw it: you saw version ${seen}, now it is ${now}`,
    );
    this.detail = {
      code: 'stale-version',
      remedy: 'Look at what changed, then decide again',
    };
  }
}

const FOR_ANOTHER_ACTOR: readonly RefusalCode[] = [
  'actor-kind',
  'not-eligible',
];

/** A refusal of `decide` as the error that the API answers with. */
export function refusalError(refusal: Refused): DetailedError {
  const detail: ErrorDetail = {
    code: refusal.code,
    remedy: refusal.remedy,
    whoCould: refusal.whoCould,
  };
  return FOR_ANOTHER_ACTOR.includes(refusal.code)
    ? new RefusedActorError(refusal.reason, detail)
    : new RefusedConflictError(refusal.reason, detail);
}
