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

import { Config } from '@backstage/config';
import { AuthenticationError, NotAllowedError } from '@backstage/errors';
import { createProxyAuthenticator } from '@backstage/plugin-auth-node';

/** The request header that names the persona. */
export const PERSONA_HEADER = 'x-demo-user';

/** A person one can sign in as without a password. */
export type Persona = { name: string; displayName: string };

function readPersonas(config: Config): Map<string, Persona> {
  return new Map(
    config.getConfigArray('personas').map(entry => {
      const name = entry.getString('name');
      return [name, { name, displayName: entry.getString('displayName') }];
    }),
  );
}

function requireDevelopment(config: Config) {
  const allowed =
    process.env.NODE_ENV === 'development' ||
    config.getOptionalBoolean('dangerouslyAllowOutsideDevelopment');
  if (!allowed) {
    throw new Error(
      'auth.providers.demo lets anyone sign in as anyone, so it works in development only. ' +
        'Remove it and configure an identity provider, or, for a demonstration where that is wanted, ' +
        'set auth.providers.demo.dangerouslyAllowOutsideDevelopment to true',
    );
  }
}

export const demoAuthenticator = createProxyAuthenticator({
  defaultProfileTransform: async (persona: Persona) => ({
    profile: { displayName: persona.displayName },
  }),

  initialize({ config }) {
    requireDevelopment(config);
    return readPersonas(config);
  },

  async authenticate({ req }, personas: Map<string, Persona>) {
    const name = req.header(PERSONA_HEADER);
    if (!name) {
      throw new AuthenticationError(
        `Say who signs in with the header ${PERSONA_HEADER}`,
      );
    }
    const persona = personas.get(name);
    if (!persona) {
      throw new NotAllowedError(
        `There is no persona '${name}' in auth.providers.demo.personas`,
      );
    }
    return { result: persona };
  },
});
