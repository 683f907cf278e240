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
import { readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import type { Intervals } from './controller';
import { groupRef } from './people/service';

export interface Configuration {
  /** Groups that may hold and roll back any rollout. */
  operators: string[];
  /** Paths of further playbooks. */
  playbooks: string[];
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

/** @throws InputError naming the key that is wrong. */
export function readConfiguration(config: RootConfigService): Configuration {
  const intervalMs = readDuration(config, 'rollouts.controller.interval');
  const exposeMs = readDuration(config, 'rollouts.controller.exposeWithin');
  return {
    operators: (config.getOptionalStringArray('rollouts.operators') ?? []).map(
      groupRef,
    ),
    playbooks: config.getOptionalStringArray('rollouts.playbooks') ?? [],
    intervals: {
      ...(intervalMs === undefined ? {} : { intervalMs }),
      ...(exposeMs === undefined ? {} : { exposeMs }),
    },
  };
}
