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

import type {
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import {
  AuthorizeResult,
  isResourcePermission,
  type Permission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  RESOURCE_TYPE_ROLLOUT,
  rolloutReadPermission,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { group, user } from '../../__testUtils__/entities';
import type { TestPortal } from '../../__testUtils__/TestPortal';
import {
  createRolloutConditionalDecision,
  rolloutConditions,
} from '../conditions';

type Calls = ReturnType<TestPortal['as']>;

const person = (name: string, through?: string) => (portal: TestPortal) =>
  portal.as(name, through ? { through } : {});
const token = (subject: string) => (portal: TestPortal) =>
  portal.asService(subject);

/** Everybody as whom everything is tried. */
export const CALLERS = {
  /** Requested it; in the team that owns the service. */
  dana: person('dana'),
  /** Approves for the service; in the same team. */
  omar: person('omar'),
  /** Operates every system. */
  petra: person('petra'),
  /** Leads: reads everything, has a part in nothing. */
  lee: person('lee'),
  /** Has a part in nothing, and no permission for any page's verb. */
  ines: person('ines'),
  /** Owns another service. */
  otto: person('otto'),
  'dana through a plugin': person('dana', 'plugin:assistant'),
  'omar through a plugin': person('omar', 'plugin:assistant'),
  /** May do all that tokens can, of every service. */
  'token of all': token('external:test-service'),
  /** Of this service: propose, ask, hold, roll back. */
  'token of checkout': token('external:pipeline'),
  /** Of another service: the same. */
  'token of payments': token('external:billing'),
  /** Of every service: ask. */
  'token to read': token('external:reader'),
} satisfies Record<string, (portal: TestPortal) => Calls>;
export type Caller = keyof typeof CALLERS;

/** Those who see no rollout of the service. */
export const OUTSIDERS: readonly Caller[] = [
  'ines',
  'otto',
  'token of payments',
];

/** Further people of the organisation. */
export const FURTHER: readonly Entity[] = [
  group('leadership', ['lee']),
  group('billing-owners', ['otto']),
  user('lee', 'Lee Okafor', ['leadership']),
  user('otto', 'Otto Brandt', ['billing-owners']),
];

const GROUPS: Record<string, string[]> = {
  dana: ['storefront-team'],
  omar: ['storefront-owners', 'storefront-team'],
  petra: ['on-call'],
  lee: ['leadership'],
  otto: ['billing-owners'],
  ines: ['docs-guild'],
};

/**
 * Reading takes a part in the rollout, but for leadership; some see only what
 * these groups own.
 */
export const policyWith =
  (owned: Record<string, string[]>): TestPortal['policy'] =>
  (permission, credentials) => {
    const groups = owned[nameOf(credentials)];
    if (!groups || permission.name !== rolloutReadPermission.name) {
      return policy(permission, credentials);
    }
    return createRolloutConditionalDecision(
      rolloutReadPermission,
      rolloutConditions.isServiceOwner({
        claims: groups.map(each => `group:default/${each}`),
      }),
    );
  };

function nameOf(credentials: BackstageCredentials | undefined): string {
  const { userEntityRef } = (credentials?.principal ??
    {}) as Partial<BackstageUserPrincipal>;
  return userEntityRef?.split('/')[1] ?? '';
}

/** Reading takes a part in the rollout, but for leadership. */
export function policy(
  permission: Permission,
  credentials: BackstageCredentials | undefined,
): PolicyDecision {
  const name = nameOf(credentials);
  if (name === '' || name === 'lee') return { result: AuthorizeResult.ALLOW };
  if (isResourcePermission(permission, RESOURCE_TYPE_ROLLOUT)) {
    if (permission.name !== rolloutReadPermission.name) {
      return { result: AuthorizeResult.ALLOW };
    }
    const groups = (GROUPS[name] ?? []).map(each => `group:default/${each}`);
    const claims = [`user:default/${name}`, ...groups];
    return createRolloutConditionalDecision(permission, {
      anyOf: [
        rolloutConditions.isServiceOwner({ claims }),
        rolloutConditions.isNamedApprover({ claims }),
        rolloutConditions.isSystemOperator({ claims }),
        rolloutConditions.isRequester({ claims }),
      ],
    });
  }
  return {
    result: name === 'ines' ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
  };
}
