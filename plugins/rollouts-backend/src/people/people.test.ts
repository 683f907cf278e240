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

import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  APPROVERS_ANNOTATION,
  TARGETS_ANNOTATION,
} from '@stagecraft/backstage-plugin-rollouts-common';
import {
  CHECKOUT,
  CHECKOUT_TARGET,
  organisation,
} from '../__testUtils__/entities';
import { UnavailableError } from '../problems/errors';
import { Directory } from './Directory';
import { Identities } from './Identities';
import { groupRef, serviceOf } from './service';

function directoryOf(entities: Entity[]) {
  const catalog = catalogServiceMock({ entities });
  const read = jest.spyOn(catalog, 'getEntitiesByRefs');
  const directory = new Directory({
    catalog,
    auth: mockServices.auth(),
    operators: ['group:default/on-call'],
  });
  return { directory, read };
}

function entity(name: string, relations: [string, string][]): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name, namespace: 'default' },
    relations: relations.map(([type, targetRef]) => ({ type, targetRef })),
  };
}

it('knows a person by name and by their groups with all parents', async () => {
  const { directory } = directoryOf(organisation());
  expect(await directory.person('user:default/omar')).toEqual({
    name: 'Omar Haddad',
    groups: [
      'group:default/storefront-owners',
      'group:default/storefront-team',
    ],
  });
  expect(await directory.person('user:default/nobody')).toBeUndefined();
});

it('finds the members of a group and of all groups below it', async () => {
  const { directory } = directoryOf(organisation());
  expect(await directory.members(['group:default/storefront-team'])).toEqual([
    'user:default/dana',
    'user:default/omar',
    'user:default/olga',
  ]);
  expect(
    await directory.members(['user:default/ines', 'group:default/on-call']),
  ).toEqual(['user:default/ines', 'user:default/petra']);
});

it('tells which groups the catalogue does not have', async () => {
  const { directory } = directoryOf(organisation());
  const gone = 'group:default/security';
  expect(
    await directory.missing([
      gone,
      'group:default/on-call',
      gone,
      'user:default/nobody',
    ]),
  ).toEqual([gone]);
});

it('comes to an end in groups that are each other’s parents', async () => {
  const { directory } = directoryOf([
    entity('a', [['childOf', 'group:default/b']]),
    entity('b', [['childOf', 'group:default/a']]),
    { ...entity('x', [['memberOf', 'group:default/a']]), kind: 'User' },
  ]);
  expect((await directory.person('user:default/x'))?.groups).toEqual([
    'group:default/a',
    'group:default/b',
  ]);
});

it('knows the people of a service in their roles', async () => {
  const { directory } = directoryOf(organisation());
  expect(await directory.service(CHECKOUT)).toEqual({
    ref: CHECKOUT,
    title: 'checkout',
    system: 'system:default/storefront',
    tags: [],
    owner: 'group:default/storefront-team',
    people: {
      owners: ['group:default/storefront-team'],
      approvers: ['group:default/storefront-owners'],
      operators: ['group:default/on-call'],
    },
    targets: [CHECKOUT_TARGET],
    targetsTrouble: null,
    scope: null,
  });
});

it('asks the catalogue once for what is asked at the same time', async () => {
  const { directory, read } = directoryOf(organisation());
  await Promise.all([1, 2, 3].map(() => directory.service(CHECKOUT)));
  expect(read).toHaveBeenCalledTimes(1);
});

it('keeps no answer where it decides', async () => {
  const entities = organisation();
  const live = new Directory({
    catalog: catalogServiceMock({ entities }),
    auth: mockServices.auth(),
    operators: [],
    keptMs: 0,
  });
  const omar = async () => (await live.person('user:default/omar'))?.groups;
  expect(await omar()).toContain('group:default/storefront-owners');
  for (const { kind, metadata, relations } of entities) {
    if (kind === 'User' && metadata.name === 'omar') relations?.splice(0);
  }
  expect(await omar()).toEqual([]);
});

it('is one person, however a token spells them', async () => {
  const { directory } = directoryOf(organisation());
  const identities = new Identities({
    directory,
    live: directory,
    auth: mockServices.auth(),
    userInfo: mockServices.userInfo(),
  });
  const { actor } = await identities.identify(
    mockCredentials.user('user:default/Omar'),
    'now',
  );
  expect(actor).toMatchObject({
    ref: 'user:default/omar',
    name: 'Omar Haddad',
    groups: expect.arrayContaining(['group:default/storefront-owners']),
  });
});

it('says that the catalogue is down, and asks again the next time', async () => {
  const { directory, read } = directoryOf(organisation());
  read.mockRejectedValueOnce(new Error('connect ECONNREFUSED'));
  await expect(directory.service(CHECKOUT)).rejects.toThrow(UnavailableError);
  expect(await directory.service(CHECKOUT)).toMatchObject({ ref: CHECKOUT });
});

it('does not wait for a catalogue that does not answer', async () => {
  jest.useFakeTimers();
  const { directory, read } = directoryOf(organisation());
  read.mockReturnValueOnce(new Promise(() => {}));
  const asked = directory.service(CHECKOUT).catch(error => error);
  await jest.advanceTimersByTimeAsync(5_000);
  expect(await asked).toBeInstanceOf(UnavailableError);
  jest.useRealTimers();
});

describe('a service', () => {
  const component = (annotations: Record<string, string>): Entity => ({
    ...entity('checkout', [['ownedBy', 'group:default/team']]),
    kind: 'Component',
    metadata: { name: 'checkout', annotations },
  });

  it('is approved by its owners where no approvers are named', () => {
    expect(serviceOf(component({}), []).people.approvers).toEqual([
      'group:default/team',
    ]);
  });

  it.each([
    ['owners', ['group:default/owners']],
    [
      'Group:Default/Owners, other',
      ['group:default/owners', 'group:default/other'],
    ],
    [' , ', ['group:default/team']],
    ['user:default/omar', ['user:default/omar']],
    ['not::a/ref/at all', []],
  ])('reads the approvers "%s"', (text, approvers) => {
    const service = serviceOf(component({ [APPROVERS_ANNOTATION]: text }), []);
    expect(service.people.approvers).toEqual(approvers);
  });

  it.each(['not JSON', '{}', '[{"kind":"gateway-api"}]'])(
    'says what is wrong with the targets %s',
    text => {
      const service = serviceOf(component({ [TARGETS_ANNOTATION]: text }), []);
      expect(service.targets).toEqual([]);
      expect(service.targetsTrouble).toContain(TARGETS_ANNOTATION);
    },
  );

  it('reads groups of the configuration in any form', () => {
    expect(groupRef(' On-Call ')).toBe('group:default/on-call');
  });
});
