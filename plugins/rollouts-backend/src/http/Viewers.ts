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
  AuthService,
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import type { Permission } from '@backstage/plugin-permission-common';
import { rolloutReadPermission } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Request } from 'express';
import { RefusedActorError } from '../problems/errors';
import type { Identities, Identity } from '../people/Identities';
import type { Granter, Grants } from '../permissions/grants';
import {
  requireToken,
  visibilityOf,
  type TokenCommand,
  type TokenGrant,
} from '../permissions/tokens';
import { narrowed } from '../store/visibility';
import { lacksPermission } from '../permissions/commandPermissions';
import type { Viewer } from '../permissions/Viewer';

export interface ViewerDemands {
  /**
   * Without it the request is refused; reading is always asked for. One that
   * is granted for some rollouts only is enough here: whether it is for the
   * one in question, `isPermitted` tells.
   */
  permission?: Permission;
  /** Answers also who may read nothing; it must tell of nothing then. */
  mayLackReading?: boolean;
  /** Only a person, also one through a plugin; not a service's token. */
  personOnly?: boolean;
  /**
   * What a service's token must be let do: `ask` where nothing is said of a
   * GET, and otherwise nothing is enough.
   */
  token?: TokenCommand;
  /**
   * It takes back or stops, which waits for nothing: who calls may be as the
   * catalogue had them seconds ago, like for a GET.
   */
  urgent?: boolean;
}

interface ViewersOptions {
  auth: AuthService;
  httpAuth: HttpAuthService;
  granter: Pick<Granter, 'grants'>;
  identities: Identities;
  /** What the tokens of services may do, by subject. */
  tokens: ReadonlyMap<string, TokenGrant>;
}

/** Finds out who calls, and what they may do here. */
export class Viewers {
  readonly #options: ViewersOptions;

  constructor(options: ViewersOptions) {
    this.#options = options;
  }

  /**
   * @throws RefusedActorError without the permission, or for a token that is
   * not let do this.
   */
  async of(
    request: Request,
    demands: ViewerDemands = {},
  ): Promise<Viewer & Pick<Identity, 'stale'>> {
    const { httpAuth, granter, identities } = this.#options;
    const credentials = await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    const token = this.#token(credentials, request, demands);
    const [grants, { actor, stale }] = await Promise.all([
      granter.grants(credentials),
      identities.identify(
        credentials,
        request.method === 'GET' || demands.urgent ? 'lately' : 'now',
      ),
    ]);
    const { permission: demanded, mayLackReading } = demands;
    const reading = mayLackReading ? undefined : rolloutReadPermission;
    for (const permission of [reading, demanded]) {
      if (permission && !isGranted(grants, permission)) {
        const { reason, remedy } = lacksPermission(permission);
        throw new RefusedActorError(reason, { code: 'permission', remedy });
      }
    }
    return {
      actor,
      stale,
      credentials,
      ...(token ? { tokenCommands: token.commands } : {}),
      permits: new Set(
        [...grants].flatMap(([name, on]) => (on === 'all' ? [name] : [])),
      ),
      conditions: new Map(
        [...grants].filter(([, on]) => on !== 'all' && on !== 'nothing'),
      ),
      visibility: narrowed(
        grants.get(rolloutReadPermission.name) ?? 'nothing',
        token ? visibilityOf(token) : 'all',
      ),
    };
  }

  /** Undefined for a person. */
  #token(
    credentials: BackstageCredentials,
    request: Request,
    demands: ViewerDemands,
  ): TokenGrant | undefined {
    const { auth, tokens } = this.#options;
    if (!auth.isPrincipal(credentials, 'service')) return undefined;
    const { subject } = credentials.principal;
    const needed =
      demands.token ?? (request.method === 'GET' ? 'ask' : undefined);
    return requireToken(
      tokens.get(subject),
      subject,
      demands.personOnly ? undefined : needed,
    );
  }
}

function isGranted(grants: Grants, { name }: Permission): boolean {
  return (grants.get(name) ?? 'nothing') !== 'nothing';
}
