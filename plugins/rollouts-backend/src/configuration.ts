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
import { groupRef } from './people/service';

export interface Configuration {
  /** Groups that may hold and roll back any rollout. */
  operators: string[];
  /** Paths of further playbooks. */
  playbooks: string[];
  /** Between two looks at an exposed target; undefined for the default. */
  controllerIntervalMs: number | undefined;
}

const INTERVAL = 'rollouts.controller.interval';

/** @throws InputError naming the key that is wrong. */
export function readConfiguration(config: RootConfigService): Configuration {
  const controllerIntervalMs = config.has(INTERVAL)
    ? durationToMilliseconds(readDurationFromConfig(config, { key: INTERVAL }))
    : undefined;
  if (controllerIntervalMs !== undefined && controllerIntervalMs < 100) {
    throw new InputError(`${INTERVAL} is too short: use 100 ms or more`);
  }
  return {
    operators: (config.getOptionalStringArray('rollouts.operators') ?? []).map(
      groupRef,
    ),
    playbooks: config.getOptionalStringArray('rollouts.playbooks') ?? [],
    controllerIntervalMs,
  };
}
