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
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  type BasicPermission,
} from '@backstage/plugin-permission-common';
import {
  rolloutReadPermission,
  rolloutsPermissions,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Request } from 'express';
import { RefusedActorError } from '../governance/errors';
import type { Identities, Identity } from '../people/Identities';
import { lacksPermission } from '../views/commandPermissions';
import type { Viewer } from '../views/Viewer';

export interface ViewerDemands {
  /** Without it the request is refused; reading is always asked for. */
  permission?: BasicPermission;
  /** Only a person, also one through a plugin; not a service's token. */
  personOnly?: boolean;
}

/** Finds out who calls, and what they may do here. */
export class Viewers {
  readonly #httpAuth: HttpAuthService;
  readonly #permissions: PermissionsService;
  readonly #identities: Identities;

  constructor(options: {
    httpAuth: HttpAuthService;
    permissions: PermissionsService;
    identities: Identities;
  }) {
    this.#httpAuth = options.httpAuth;
    this.#permissions = options.permissions;
    this.#identities = options.identities;
  }

  /**
   * @throws NotAllowedError for a token of the wrong kind, RefusedActorError
   * without the permission.
   */
  async of(
    request: Request,
    demands: ViewerDemands = {},
  ): Promise<Viewer & Pick<Identity, 'stale'>> {
    const credentials = await this.#httpAuth.credentials(request, {
      allow: demands.personOnly ? ['user'] : ['user', 'service'],
    });
    const [permits, { actor, stale }] = await Promise.all([
      this.#permits(credentials),
      this.#identities.identify(credentials),
    ]);
    for (const permission of [rolloutReadPermission, demands.permission]) {
      if (permission && !permits.has(permission.name)) {
        const { reason, remedy } = lacksPermission(permission);
        throw new RefusedActorError(reason, { code: 'permission', remedy });
      }
    }
    return { actor, credentials, permits, stale, visibility: 'all' };
  }

  async #permits(credentials: BackstageCredentials): Promise<Set<string>> {
    const decisions = await this.#permissions.authorize(
      rolloutsPermissions.map(permission => ({ permission })),
      { credentials },
    );
    return new Set(
      rolloutsPermissions
        .filter((_, index) => decisions[index].result === AuthorizeResult.ALLOW)
        .map(permission => permission.name),
    );
  }
}
