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
import { readDurationFromConfig, type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { entityRefSchema } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Intervals } from './controller';
import { groupRef, type RollbackAuthority } from './people/service';

/** Who may do what besides a service's own people, and for how long. */
export interface AuthorityConfiguration {
  /** How long an approval counts; seven days where nothing is configured. */
  approvalLifetimeMs?: number;
  /** Groups that hear of every bypass, besides owners and operators. */
  security: string[];
  /** Who may roll back, by system. */
  rollback: RollbackAuthority[];
}

export interface Configuration {
  /** Groups that may hold and roll back any rollout. */
  operators: string[];
  /** Paths of further playbooks. */
  playbooks: string[];
  authority: AuthorityConfiguration;
  /** Those of the controller that are configured. */
  intervals: Partial<Pick<Intervals, 'intervalMs' | 'exposeMs'>>;
}

const SHORTEST_MS = 100;

function readDuration(
  config: RootConfigService,
  key: string,
): number | undefined {
  if (!config.has(key)) return undefined;
  const ms = durationToMilliseconds(readDurationFromConfig(config, { key }));
  if (ms >= SHORTEST_MS) return ms;
  throw new InputError(`${key} is too short: use ${SHORTEST_MS} ms or more`);
}

function readGroups(config: Config, key: string): string[] {
  return (config.getOptionalStringArray(key) ?? []).map(groupRef);
}

function readRollbackAuthority(config: RootConfigService): RollbackAuthority[] {
  const key = 'rollouts.rollbackAuthority';
  return (config.getOptionalConfigArray(key) ?? []).map((entry, index) => {
    const system = entry.getString('system').trim().toLocaleLowerCase('en-US');
    const groups = readGroups(entry, 'groups');
    if (system !== '*' && !entityRefSchema.safeParse(system).success) {
      throw new InputError(
        `${key}[${index}].system is not known: use * or a reference such as system:default/shop`,
      );
    }
    if (groups.length > 0) return { system, groups };
    throw new InputError(`${key}[${index}].groups is empty: name a group`);
  });
}

function readAuthority(config: RootConfigService): AuthorityConfiguration {
  const approvalLifetimeMs = readDuration(
    config,
    'rollouts.approvals.expireAfter',
  );
  return {
    ...(approvalLifetimeMs === undefined ? {} : { approvalLifetimeMs }),
    security: readGroups(config, 'rollouts.security'),
    rollback: readRollbackAuthority(config),
  };
}

/** @throws InputError naming the key that is wrong. */
export function readConfiguration(config: RootConfigService): Configuration {
  const intervalMs = readDuration(config, 'rollouts.controller.interval');
  const exposeMs = readDuration(config, 'rollouts.controller.exposeWithin');
  return {
    operators: readGroups(config, 'rollouts.operators'),
    playbooks: config.getOptionalStringArray('rollouts.playbooks') ?? [],
    authority: readAuthority(config),
    intervals: {
      ...(intervalMs === undefined ? {} : { intervalMs }),
      ...(exposeMs === undefined ? {} : { exposeMs }),
    },
  };
}
