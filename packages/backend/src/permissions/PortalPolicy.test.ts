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

import { mockCredentials } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  Permission,
} from '@backstage/plugin-permission-common';
import {
  catalogEntityDeletePermission,
  catalogEntityReadPermission,
} from '@backstage/plugin-catalog-common/alpha';
import {
  rolloutApprovePermission as approve,
  rolloutLowerPermission as lower,
  rolloutReadPermission as read,
  rolloutRequestPermission as ask,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { PortalPolicy } from './PortalPolicy';

async function may(permission: Permission, groups: string[]) {
  const { result } = await decide(permission, groups);
  // On condition: most rollouts are everybody's to read.
  return result !== AuthorizeResult.DENY;
}

function decide(permission: Permission, groups: string[]) {
  return new PortalPolicy().handle(
    { permission },
    {
      credentials: mockCredentials.user(),
      info: {
        userEntityRef: 'user:default/someone',
        ownershipEntityRefs: groups.map(name => `group:default/${name}`),
      },
    },
  );
}

const who = {
  dana: ['storefront-team'],
  omar: ['storefront-team', 'storefront-owners'],
  petra: ['on-call'],
  lee: ['leadership'],
  ines: ['docs-guild'],
};

describe('PortalPolicy', () => {
  it.each([
    ['dana', { read: true, ask: true, lower: true, approve: false }],
    ['omar', { read: true, ask: true, lower: true, approve: true }],
    ['petra', { read: true, ask: false, lower: true, approve: true }],
    ['lee', { read: true, ask: false, lower: false, approve: false }],
    ['ines', { read: true, ask: false, lower: false, approve: false }],
  ] as const)('lets %s do %o', async (name, expected) => {
    const groups = who[name];
    expect({
      read: await may(read, groups),
      ask: await may(ask, groups),
      lower: await may(lower, groups),
      approve: await may(approve, groups),
    }).toEqual(expected);
  });

  it('keeps internal services to those who have a part, and leadership', async () => {
    expect(await decide(read, who.lee)).toEqual({
      result: AuthorizeResult.ALLOW,
    });
    const claims = ['group:default/docs-guild'];
    expect(await decide(read, who.ines)).toMatchObject({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'rollouts',
      resourceType: 'rollouts-rollout',
      conditions: {
        anyOf: expect.arrayContaining([
          {
            not: expect.objectContaining({
              rule: 'IS_OF_SERVICE',
              params: { services: ['component:default/recommendations'] },
            }),
          },
          expect.objectContaining({
            rule: 'IS_SERVICE_OWNER',
            params: { claims },
          }),
        ]),
      },
    });
  });

  it('lets nobody delete what the catalogue holds, and all read it', async () => {
    for (const groups of Object.values(who)) {
      await expect(may(catalogEntityReadPermission, groups)).resolves.toBe(
        true,
      );
      await expect(may(catalogEntityDeletePermission, groups)).resolves.toBe(
        false,
      );
    }
  });

  it('refuses who is not signed in', async () => {
    await expect(
      new PortalPolicy().handle({ permission: read }),
    ).resolves.toEqual({ result: AuthorizeResult.DENY });
  });
});
