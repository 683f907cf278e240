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

import { mockServices } from '@backstage/backend-test-utils';
import express from 'express';
import request from 'supertest';
import { errorHandler } from './errorHandler';

const coded = (code: string) => Object.assign(new Error('read'), { code });
const named = (name: string) =>
  Object.assign(coded('ECONNREFUSED'), { name, message: 'request failed' });

const logger = mockServices.logger.mock();

async function answered(error: Error) {
  const app = express();
  app.use(() => {
    throw error;
  });
  app.use(errorHandler(logger));
  const { status, body } = await request(app).get('/');
  return { status, ...body.error };
}

it.each([
  ['a server that is gone', coded('ECONNREFUSED')],
  ['a server that stops', coded('57P01')],
  ['a replica after a failover', coded('25006')],
  ['a lost connection', new Error('Connection terminated unexpectedly')],
  ['no free connection', named('KnexTimeoutError')],
])('says of %s that the database does not answer', async (_title, error) => {
  expect(await answered(error)).toMatchObject({
    status: 503,
    code: 'unavailable',
    message: expect.stringContaining('database does not answer'),
    remedy: expect.stringContaining('without the portal'),
  });
});

it('says that who is asked first does not answer, and logs why', async () => {
  const error = Object.assign(new Error('Request failed with 500'), {
    name: 'ResponseError',
    statusCode: 500,
  });
  expect(await answered(error)).toMatchObject({
    status: 503,
    message: 'A part of the portal that is asked first does not answer',
  });
  expect(logger.error).toHaveBeenLastCalledWith(
    'GET / failed',
    expect.objectContaining({ cause: error }),
  );
});

it.each([
  ['a broken constraint', coded('23505')],
  ['another service', named('FetchError')],
  ['a mistake of ours', new Error('Connection is undefined')],
])('tells nothing of %s', async (_title, error) => {
  expect(await answered(error)).toMatchObject({
    status: 500,
    code: 'internal',
  });
});
