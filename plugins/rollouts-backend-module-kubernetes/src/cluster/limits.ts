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

import { readDurationFromConfig, type Config } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';
import type { ClusterLimits } from './Calls';
import type { Lane } from './lanes';

const DEFAULTS: ClusterLimits = {
  deadlineMs: 10_000,
  concurrency: { forward: 16, observe: 16, restore: 16 },
};

function readOver(
  limits: ClusterLimits,
  config: Config | undefined,
  path: string,
): ClusterLimits {
  const lane = (name: Lane) => {
    const key = `concurrency.${name}`;
    const limit = config?.getOptionalNumber(key) ?? limits.concurrency[name];
    if (!Number.isInteger(limit) || limit < 1) {
      throw new Error(
        `${path}.${key} is ${limit}: give it a whole number from 1 on`,
      );
    }
    return limit;
  };
  return {
    deadlineMs: config?.has('deadline')
      ? durationToMilliseconds(
          readDurationFromConfig(config, { key: 'deadline' }),
        )
      : limits.deadlineMs,
    concurrency: {
      forward: lane('forward'),
      observe: lane('observe'),
      restore: lane('restore'),
    },
  };
}

export interface Limits {
  all: ClusterLimits;
  /** Of single clusters, by name. */
  own: ReadonlyMap<string, ClusterLimits>;
}

/** @throws naming the key when one is out of range. */
export function readLimits(config: Config): Limits {
  const path = 'rollouts.kubernetes';
  const all = readOver(DEFAULTS, config.getOptionalConfig(path), path);
  const clusters = config.getOptionalConfigArray(`${path}.clusters`) ?? [];
  return {
    all,
    own: new Map(
      clusters.map((cluster, index) => [
        cluster.getString('name'),
        readOver(all, cluster, `${path}.clusters[${index}]`),
      ]),
    ),
  };
}
