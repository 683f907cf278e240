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

import type { Entity } from '@backstage/catalog-model';
import {
  APPROVERS_ANNOTATION,
  TARGETS_ANNOTATION,
  type TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';

type Relation = [type: string, targetRef: string];

function entity(
  kind: string,
  name: string,
  relations: Relation[],
  rest: { title?: string; annotations?: Record<string, string> } = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default', ...rest },
    spec: kind === 'User' ? { profile: { displayName: rest.title } } : {},
    relations: relations.map(([type, targetRef]) => ({ type, targetRef })),
  };
}

export function group(
  name: string,
  members: string[],
  parent?: string,
  children: string[] = [],
): Entity {
  return entity('Group', name, [
    ...members.map(
      (member): Relation => ['hasMember', `user:default/${member}`],
    ),
    ...(parent ? [['childOf', `group:default/${parent}`] as Relation] : []),
    ...children.map(
      (child): Relation => ['parentOf', `group:default/${child}`],
    ),
  ]);
}

export function user(name: string, title: string, groups: string[]): Entity {
  return entity(
    'User',
    name,
    groups.map((ref): Relation => ['memberOf', `group:default/${ref}`]),
    { title },
  );
}

export const CHECKOUT = 'component:default/checkout';
export const CHECKOUT_TARGET: TargetRef = {
  kind: 'gateway-api',
  cluster: 'sandbox',
  namespace: 'storefront',
  name: 'checkout',
  backends: { baseline: 'checkout-stable', new: 'checkout-next' },
};

function service(name: string, targets: TargetRef[]): Entity {
  return entity(
    'Component',
    name,
    [
      ['ownedBy', 'group:default/storefront-team'],
      ['partOf', 'system:default/storefront'],
    ],
    {
      title: name,
      annotations: {
        [APPROVERS_ANNOTATION]: 'group:default/storefront-owners',
        [TARGETS_ANNOTATION]: JSON.stringify(targets),
      },
    },
  );
}

/**
 * A small organisation: the approvers are a group below the owning team, so
 * whoever is in it is in the team as well.
 */
export function organisation(): Entity[] {
  return [
    group('storefront-team', ['dana'], undefined, ['storefront-owners']),
    group('storefront-owners', ['omar', 'olga'], 'storefront-team'),
    group('on-call', ['petra']),
    group('docs-guild', ['ines']),
    user('dana', 'Dana Whitfield', ['storefront-team']),
    user('omar', 'Omar Haddad', ['storefront-owners']),
    user('olga', 'Olga Petrova', ['storefront-owners']),
    user('petra', 'Petra Novak', ['on-call']),
    user('ines', 'Ines Moreau', ['docs-guild']),
    service('checkout', [CHECKOUT_TARGET]),
    service('recommendations', [
      {
        ...CHECKOUT_TARGET,
        name: 'recommendations',
        backends: { baseline: 'reco-stable', new: 'reco-next' },
      },
    ]),
  ];
}
