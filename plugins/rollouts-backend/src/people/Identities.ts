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
  BackstageUserPrincipal,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { Actor } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Directory, Person } from './Directory';
import { UnavailableError } from '../problems/errors';

export interface Identity {
  actor: Actor;
  /** Why the groups are not the catalogue's of now; null when they are. */
  stale: UnavailableError | null;
}

/** Turns a request's credentials into the actor that decisions record. */
export class Identities {
  readonly #directory: Pick<Directory, 'person'>;
  readonly #live: Pick<Directory, 'person'>;
  readonly #auth: AuthService;
  readonly #userInfo: UserInfoService;

  constructor(options: {
    directory: Pick<Directory, 'person'>;
    /** The same, that keeps no answer. */
    live: Pick<Directory, 'person'>;
    auth: AuthService;
    userInfo: UserInfoService;
  }) {
    this.#directory = options.directory;
    this.#live = options.live;
    this.#auth = options.auth;
    this.#userInfo = options.userInfo;
  }

  /** @param asked - `now` for what decides: nothing is good that was before. */
  async identify(
    credentials: BackstageCredentials,
    asked: 'now' | 'lately',
  ): Promise<Identity> {
    if (this.#auth.isPrincipal(credentials, 'service')) {
      const { subject } = credentials.principal;
      return {
        actor: { kind: 'service', ref: subject, name: subject },
        stale: null,
      };
    }
    if (!this.#auth.isPrincipal(credentials, 'user')) {
      throw new NotAllowedError('Sign in, or use a token of a service');
    }
    const { actor: through } = credentials.principal;
    const ref = refOf(credentials);
    const { person, stale } = await this.#person(credentials, asked);
    return {
      actor: {
        kind: through ? 'person-through-plugin' : 'person',
        ref,
        name: person.name,
        ...(through ? { through: through.subject } : {}),
        groups: person.groups,
      },
      stale,
    };
  }

  /**
   * With the catalogue down the groups are those that the token was issued
   * with: enough to take an exposure back, not enough to approve one.
   */
  async #person(
    credentials: BackstageCredentials<BackstageUserPrincipal>,
    asked: 'now' | 'lately',
  ): Promise<{ person: Person; stale: UnavailableError | null }> {
    const ref = refOf(credentials);
    const name = ref.slice(ref.indexOf('/') + 1);
    try {
      const directory = asked === 'now' ? this.#live : this.#directory;
      const person = await directory.person(ref);
      return { person: person ?? { name, groups: [] }, stale: null };
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error;
      const info = await this.#userInfo.getUserInfo(credentials);
      const groups = info.ownershipEntityRefs.filter(group => group !== ref);
      return { person: { name, groups }, stale: error };
    }
  }
}

/**
 * In lower case, as the catalogue and plans name people: two spellings of one
 * person must not pass for two people.
 */
function refOf({
  principal,
}: BackstageCredentials<BackstageUserPrincipal>): string {
  return principal.userEntityRef.toLocaleLowerCase('en-US');
}
