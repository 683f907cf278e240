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
  coreServices,
  createServiceFactory,
  type BackendFeature,
  type BackstageCredentials,
  type BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { notificationService } from '@backstage/plugin-notifications-node';
import {
  AuthorizeResult,
  isPermission,
  type Permission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { rolloutReadPermission } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import {
  createRolloutConditionalDecision,
  rolloutConditions,
} from '../permissions/conditions';
import { rolloutsPlugin } from '../plugin';
import { MEMBERS, teamOf, type Reader } from '../testing/lists';
import { group, user } from './entities';

/** Rarely enough that no list is asked for meanwhile. */
const QUIET = { hours: 20 };

function entities() {
  const members = Array.from({ length: MEMBERS }, (_, n) => n);
  return [
    group('leadership', ['leader']),
    user('leader', 'Leader', ['leadership']),
    group('on-call', ['operator']),
    user('operator', 'Operator', ['on-call']),
    ...members.flatMap(n => [
      group(teamOf(n), [`member-${n}`]),
      user(`member-${n}`, `Member ${n}`, [teamOf(n)]),
    ]),
  ];
}

/** Leadership sees all; others what they have a part in. */
export function listPolicy(
  permission: Permission,
  ref: string,
): PolicyDecision {
  const name = ref.slice(ref.indexOf('/') + 1);
  if (name === 'leader' || !isPermission(permission, rolloutReadPermission)) {
    return { result: AuthorizeResult.ALLOW };
  }
  const team =
    name === 'operator' ? 'on-call' : teamOf(Number(name.split('-')[1]));
  const claims = [ref, `group:default/${team}`];
  return createRolloutConditionalDecision(permission, {
    anyOf: [
      rolloutConditions.isServiceOwner({ claims }),
      rolloutConditions.isNamedApprover({ claims }),
      rolloutConditions.isSystemOperator({ claims }),
      rolloutConditions.isRequester({ claims }),
    ],
  });
}

function refOf(credentials: BackstageCredentials | undefined): string {
  const principal = credentials?.principal as
    | Partial<BackstageUserPrincipal>
    | undefined;
  return principal?.userEntityRef ?? 'user:default/leader';
}

/** Asks the policy without a call. */
export const permissionsInProcess = createServiceFactory({
  service: coreServices.permissions,
  deps: {},
  factory: () => ({
    authorize: async (requests, options) =>
      requests.map(({ permission }) => {
        const { result } = listPolicy(permission, refOf(options?.credentials));
        return {
          result:
            result === AuthorizeResult.ALLOW
              ? AuthorizeResult.ALLOW
              : AuthorizeResult.DENY,
        };
      }),
    authorizeConditional: async (requests, options) =>
      requests.map(({ permission }) =>
        listPolicy(permission, refOf(options?.credentials)),
      ),
  }),
});

/** The API over a database that is full already, read by people over HTTP. */
export class ListPortal {
  readonly #knex: Knex;
  readonly #backend: TestBackend;

  /** @param permissions - How permissions are asked for. */
  static async start(
    knex: Knex,
    permissions: readonly BackendFeature[] = [permissionsInProcess],
  ): Promise<ListPortal> {
    const backend = await startTestBackend({
      features: [
        rolloutsPlugin,
        ...permissions,
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost:3000' },
            permission: { enabled: true },
            rollouts: {
              operators: ['group:default/on-call'],
              sampling: { interval: QUIET },
              controller: { interval: QUIET },
            },
          },
        }),
        mockServices.database.factory({ knex }),
        createServiceFactory({
          service: coreServices.userInfo,
          deps: {},
          factory: () => ({
            getUserInfo: async credentials => ({
              userEntityRef: refOf(credentials),
              ownershipEntityRefs: [refOf(credentials)],
            }),
          }),
        }),
        createServiceFactory({
          service: catalogServiceRef,
          deps: {},
          factory: () => catalogServiceMock({ entities: entities() }),
        }),
        createServiceFactory({
          service: notificationService,
          deps: {},
          factory: () => ({ send: async () => {} }),
        }),
        createServiceFactory({
          service: signalsServiceRef,
          deps: {},
          factory: () => ({ publish: async () => {} }),
        }),
      ],
    });
    return new ListPortal(knex, backend);
  }

  private constructor(knex: Knex, backend: TestBackend) {
    this.#knex = knex;
    this.#backend = backend;
  }

  async stop(): Promise<void> {
    await this.#backend.stop();
  }

  /** Reads what one request answers, to its end. @throws where it fails. */
  async read(reader: Reader, n: number): Promise<string> {
    const path = await reader.path(n, this.#knex);
    const name = reader.as === 'member' ? `member-${n % MEMBERS}` : reader.as;
    const address = this.#backend.server.address();
    const port = address && typeof address === 'object' ? address.port : 0;
    const response = await fetch(
      `http://127.0.0.1:${port}/api/rollouts/v1${path}`,
      {
        headers: {
          authorization: mockCredentials.user.header(`user:default/${name}`),
        },
      },
    );
    const text = await response.text();
    if (response.ok) return text;
    throw new Error(`GET ${path} as ${name}: ${response.status} ${text}`);
  }
}
