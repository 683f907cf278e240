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
  createServiceRef,
  type AuthService,
  type BackstageCredentials,
  type DiscoveryService,
} from '@backstage/backend-plugin-api';
import {
  RolloutsClient,
  type CallInput,
  type OperationId,
  type OperationOutput,
  type Operations,
} from '@stagecraft/backstage-plugin-rollouts-common';

/** The rollouts API for other backend plugins, typed by its declaration. */
export interface RolloutsService {
  /**
   * Calls an operation as whoever the credentials are of: a person acts
   * through the calling plugin, and no further than they may.
   *
   * @throws RolloutsError when the API refuses, ResponseError when something
   * in between does.
   */
  call<K extends OperationId>(
    id: K,
    input: Omit<CallInput<K>, 'token'>,
    options: { credentials: BackstageCredentials },
  ): Promise<OperationOutput<Operations[K]>>;
}

/** Calls the rollouts plugin over HTTP, with a fresh token a call. */
export class DefaultRolloutsService implements RolloutsService {
  readonly #auth: AuthService;
  readonly #client: RolloutsClient;

  constructor(options: { auth: AuthService; discovery: DiscoveryService }) {
    this.#auth = options.auth;
    this.#client = new RolloutsClient({
      discoveryApi: options.discovery,
      fetchApi: { fetch },
    });
  }

  async call<K extends OperationId>(
    id: K,
    input: Omit<CallInput<K>, 'token'>,
    { credentials }: { credentials: BackstageCredentials },
  ): Promise<OperationOutput<Operations[K]>> {
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: credentials,
      targetPluginId: 'rollouts',
    });
    // Without its token the input is still one of this operation.
    return this.#client.call(id, { ...input, token } as CallInput<K>);
  }
}

export const rolloutsServiceRef = createServiceRef<RolloutsService>({
  id: 'rollouts.client',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { auth: coreServices.auth, discovery: coreServices.discovery },
      factory: deps => new DefaultRolloutsService(deps),
    }),
});
