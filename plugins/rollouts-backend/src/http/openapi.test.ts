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

import { TestDatabases } from '@backstage/backend-test-utils';
import { Validator } from '@seriousme/openapi-schema-validator';
import {
  openApiDocument,
  operations,
  type Operation,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { TestPortal } from '../__testUtils__/TestPortal';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

let portal: TestPortal;
beforeAll(async () => {
  portal = await TestPortal.start(databases);
});
afterAll(() => portal.stop());

const all: Operation[] = Object.values(operations);

it('serves an OpenAPI document that is valid', async () => {
  const { body, status } = await portal.as('dana').get('/openapi.json');
  expect(status).toBe(200);
  expect(await new Validator().validate(body)).toEqual({ valid: true });
  expect(body.servers[0].url).toMatch(/^http.*\/api\/rollouts\/v1$/);
  expect(body).toEqual(
    JSON.parse(JSON.stringify(openApiDocument(body.servers[0].url))),
  );
});

it('finds a document that is not valid', async () => {
  const document = JSON.parse(JSON.stringify(openApiDocument('/api')));
  document.paths['/rollouts'].get.parameters[0].in = 'nowhere';
  expect(await new Validator().validate(document)).toMatchObject({
    valid: false,
  });
});

it('describes every operation', () => {
  const { paths } = openApiDocument('/api');
  expect(all.map(({ path, method }) => paths[path][method])).toEqual(
    all.map(({ id }) => expect.objectContaining({ operationId: id })),
  );
});

it.each(all.map(operation => [operation.id, operation] as const))(
  'serves %s',
  async (_, { method, path }) => {
    const caller = portal.as('dana');
    const url = path.replace(/\{\w+\}/g, 'nothing');
    const response = await (method === 'get'
      ? caller.get(url)
      : caller.post(url, {}));
    expect(response.body.error?.remedy ?? '').not.toContain('openapi.json');
    expect([200, 201, 400, 404]).toContain(response.status);
  },
);

it('asks for credentials', async () => {
  const { status } = await portal.asNobody().get('/rollouts');
  expect(status).toBe(401);
});

// What its asker may do is told to whoever may do nothing, too.
const reads = all.filter(
  ({ id, method }) => method === 'get' && id !== 'getViewer',
);

it.each(reads.map(({ id }) => id))(
  'refuses %s without the permission to read',
  async id => {
    const { path } = operations[id as keyof typeof operations];
    // What some of them need to be asked at all.
    const named = path
      .replace('{figure}', 'change-fail-rate')
      .replace(/\{\w+\}/g, 'nothing');
    const query = new URLSearchParams({
      service: 'component:default/x',
      text: 'checkout',
      namespace: 'shop',
      name: 'checkout',
      from: '2026-01-01T00:00:00Z',
      to: '2026-02-01T00:00:00Z',
    });
    portal.denied.add('rollouts.rollout.read');
    const response = await portal.as('dana').get(`${named}?${query}`);
    portal.denied.clear();
    expect(response.status).toBe(403);
    expect(response.body.error.code).toBe('permission');
  },
);
