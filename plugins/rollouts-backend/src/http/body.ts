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

import { MAX_BODY_BYTES } from '@stagecraft/backstage-plugin-rollouts-common';
import express, { type RequestHandler } from 'express';
import { HttpError } from './HttpError';

const KILOBYTES = MAX_BODY_BYTES / 1024;

/** Line and column, from 1, of a place in a text. */
function placeOf(text: string, index: number): string {
  const before = text.slice(0, index).split('\n');
  const column = (before.at(-1)?.length ?? 0) + 1;
  return `line ${before.length}, column ${column}`;
}

/** Where JSON.parse gave up; undefined where it does not say. */
function whereIn(error: { message: string; body?: unknown }): string {
  const text = typeof error.body === 'string' ? error.body : '';
  const position = /at position (\d+)/.exec(error.message);
  if (position) return placeOf(text, Number(position[1]));
  return placeOf(text, text.length);
}

function describe(error: Error & { type?: unknown; body?: unknown }): Error {
  switch (error.type) {
    case 'entity.too.large':
      return new HttpError(413, 'PayloadTooLargeError', {
        message: `The request is larger than ${KILOBYTES} kB`,
        code: 'too-large',
        remedy: 'Shorten its texts, or leave out what is not needed',
      });
    case 'entity.parse.failed':
      return new HttpError(400, 'InputError', {
        message: `The request is not valid JSON, at ${whereIn(error)}`,
        code: 'malformed-json',
        remedy: 'Correct the JSON at that place',
      });
    default:
      return error;
  }
}

const parseJson = express.json({ limit: MAX_BODY_BYTES, strict: false });

/** Reads JSON bodies, and says what is wrong with those that are none. */
export const readBody: RequestHandler = (request, response, next) => {
  const sent = Number(request.header('content-length') ?? 0) > 0;
  if (request.method === 'POST' && sent && !request.is('application/json')) {
    next(
      new HttpError(415, 'UnsupportedMediaTypeError', {
        message: 'The request is not sent as JSON',
        code: 'not-json',
        remedy: 'Send the header Content-Type: application/json',
      }),
    );
    return;
  }
  parseJson(request, response, error => next(error ? describe(error) : error));
};
