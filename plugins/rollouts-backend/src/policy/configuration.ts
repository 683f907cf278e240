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
import {
  playbookPolicySchema,
  slugSchema,
  type PlaybookPolicy,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { z } from 'zod';
import { problemsOf } from '../problems/problems';
import type { Place } from './riskTier';

const riskSchema = z.strictObject({
  production: z.array(slugSchema).min(1).max(20).optional(),
  critical: z
    .array(
      z
        .strictObject({
          cluster: z.string().min(1).optional(),
          namespace: z.string().min(1).optional(),
        })
        .refine(
          ({ cluster, namespace }) => cluster ?? namespace,
          'Name a cluster, a namespace, or both',
        ),
    )
    .max(200)
    .optional(),
});

export interface PolicyConfiguration {
  /** Demanded of every plan. */
  everybody: PlaybookPolicy;
  /** Names of the environments that are production. */
  production: string[];
  /** Places where every change is critical. */
  critical: Place[];
}

function read<T>(
  config: RootConfigService,
  key: string,
  schema: z.ZodType<T>,
): T {
  const parsed = schema.safeParse(config.getOptional(key) ?? {});
  if (parsed.success) return parsed.data;
  const [{ path, message, remedy }] = problemsOf(parsed.error);
  const where = [key, ...path].join('.');
  throw new InputError(
    `${where}: ${message}${
      remedy === undefined || remedy === message ? '' : `. ${remedy}`
    }`,
  );
}

/** @throws InputError naming the key that is wrong, in one line. */
export function readPolicyConfiguration(
  config: RootConfigService,
): PolicyConfiguration {
  const { production, critical } = read(config, 'rollouts.risk', riskSchema);
  return {
    everybody: read(config, 'rollouts.policy', playbookPolicySchema),
    production: production ?? ['production'],
    critical: critical ?? [],
  };
}
