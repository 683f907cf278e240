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

import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { entityRefSchema } from '@stagecraft/backstage-plugin-rollouts-common';
import { RefusedActorError } from '../problems/errors';
import type { Visibility } from '../store/visibility';

/**
 * What a token of a service can be let do: request and revise rollouts, read,
 * report what it saw, hold, and roll back. Nothing else is for a token.
 */
export const TOKEN_COMMANDS = [
  'propose',
  'ask',
  'report',
  'hold',
  'roll-back',
] as const;
export type TokenCommand = (typeof TOKEN_COMMANDS)[number];

/** What one subject's token may do. */
export interface TokenGrant {
  services: readonly string[] | '*';
  commands: ReadonlySet<TokenCommand>;
}

const KEY = 'rollouts.tokens';

function isTokenCommand(text: string): text is TokenCommand {
  return (TOKEN_COMMANDS as readonly string[]).includes(text);
}

function readServices(
  entry: RootConfigService,
  subject: string,
): TokenGrant['services'] {
  if (entry.getOptional('services') === '*') return '*';
  const services = entry.getStringArray('services').map(ref => ref.trim());
  const wrong = services.find(ref => !entityRefSchema.safeParse(ref).success);
  if (wrong === undefined) return services;
  throw new InputError(
    `${KEY}: ${subject} has the service "${wrong}", which is no entity reference such as component:default/checkout`,
  );
}

function readCommands(
  entry: RootConfigService,
  subject: string,
): TokenGrant['commands'] {
  const commands = entry.getStringArray('commands');
  const wrong = commands.find(command => !isTokenCommand(command));
  if (wrong === undefined) return new Set(commands.filter(isTokenCommand));
  throw new InputError(
    `${KEY}: ${subject} has the command "${wrong}"; a token can have ${TOKEN_COMMANDS.join(
      ', ',
    )}`,
  );
}

/**
 * By subject, as Backstage names it: of a static token what its `subject` says.
 *
 * @throws InputError naming what is wrong.
 */
export function readTokens(
  config: RootConfigService,
): ReadonlyMap<string, TokenGrant> {
  const entries = config.getOptionalConfigArray(KEY) ?? [];
  return new Map(
    entries.map(entry => {
      const subject = entry.getString('subject');
      const services = readServices(entry, subject);
      return [subject, { services, commands: readCommands(entry, subject) }];
    }),
  );
}

function refused(message: string, remedy: string): RefusedActorError {
  return new RefusedActorError(message, { code: 'token', remedy });
}

/**
 * @param needed - Undefined for what no token may do.
 * @throws RefusedActorError saying what the configuration would need.
 */
export function requireToken(
  grant: TokenGrant | undefined,
  subject: string,
  needed: TokenCommand | undefined,
): TokenGrant {
  if (!grant) {
    throw refused(
      `The token of ${subject} is let do nothing here`,
      `Add it to ${KEY} in the configuration, with its services and commands`,
    );
  }
  if (needed === undefined) {
    throw new RefusedActorError('This is for people, not for a service', {
      code: 'actor-kind',
      remedy: 'Do it signed in to the portal, or with your own token',
    });
  }
  if (!grant.commands.has(needed)) {
    throw refused(
      `The token of ${subject} is not let ${needed} here`,
      `Add ${needed} to its commands in ${KEY} in the configuration`,
    );
  }
  return grant;
}

/** The rollouts that a token may have to do with. */
export function visibilityOf({ services }: TokenGrant): Visibility {
  return services === '*' ? 'all' : { column: 'service', values: services };
}
