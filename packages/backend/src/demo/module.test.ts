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
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import authPlugin from '@backstage/plugin-auth-backend';
import request from 'supertest';
import demoModule from '.';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const personas = [
  { name: 'dana', displayName: 'Dana Whitfield', role: 'Developer', can: '' },
];
const catalogue = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name: 'dana' },
    relations: [
      { type: 'memberOf', targetRef: 'group:default/storefront-team' },
    ],
  },
];

async function portal(demo: object) {
  const knex = await databases.init('POSTGRES_18');
  const { server } = await startTestBackend({
    features: [
      authPlugin,
      demoModule,
      catalogServiceMock.factory({ entities: catalogue }),
      mockServices.database.factory({ knex }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost' },
          auth: { providers: { demo } },
        },
      }),
    ],
  });
  return request(server);
}

describe('signing in as a persona', () => {
  it('gives the groups that the catalogue says', async () => {
    const api = await portal({
      personas,
      dangerouslyAllowOutsideDevelopment: true,
    });
    const signedIn = await api
      .get('/api/auth/demo/refresh')
      .set('x-demo-user', 'dana')
      .expect(200);
    expect(signedIn.body).toMatchObject({
      profile: { displayName: 'Dana Whitfield' },
      backstageIdentity: {
        identity: {
          userEntityRef: 'user:default/dana',
          ownershipEntityRefs: [
            'user:default/dana',
            'group:default/storefront-team',
          ],
        },
      },
    });
  });

  it('refuses a name that is not listed, and no name', async () => {
    const api = await portal({
      personas,
      dangerouslyAllowOutsideDevelopment: true,
    });
    const signIn = () => api.get('/api/auth/demo/refresh');
    expect((await signIn().set('x-demo-user', 'mallory')).status).toBe(403);
    expect((await signIn()).status).toBe(401);
  });

  it('is refused outside development', async () => {
    await expect(portal({ personas })).rejects.toThrow(
      /works in development only/,
    );
  });
});
