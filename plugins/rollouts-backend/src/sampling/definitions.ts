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

import { InputError } from '@backstage/errors';
import {
  metricDefinitionSchema,
  type MetricDefinition,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { MetricsProvider } from '@stagecraft/backstage-plugin-rollouts-node';
import { z } from 'zod';
import { hashMetricDefinition } from '../chain/hash';
import type { HashedDefinition } from '../store/metricDefinitions';

export interface DefinitionSources {
  providers: readonly MetricsProvider[];
  /** Definitions that came with providers. */
  presets: readonly unknown[];
  /** From the configuration; they win by name. */
  configured: readonly unknown[];
}

function parse(raw: unknown, source: string): MetricDefinition {
  const parsed = metricDefinitionSchema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const name =
    typeof raw === 'object' && raw !== null && 'name' in raw
      ? ` ${String(raw.name)}`
      : '';
  throw new InputError(
    `The metric definition${name} of ${source} is not right: ${z.prettifyError(
      parsed.error,
    )}`,
  );
}

function byName(
  definitions: readonly unknown[],
  source: string,
): Map<string, MetricDefinition> {
  const found = new Map<string, MetricDefinition>();
  for (const raw of definitions) {
    const definition = parse(raw, source);
    if (found.has(definition.name)) {
      throw new InputError(
        `Two metric definitions of ${source} are named ${definition.name}: rename one`,
      );
    }
    found.set(definition.name, definition);
  }
  return found;
}

/**
 * The metric definitions that new plans may use.
 *
 * @throws InputError for a malformed definition, two of one name, or one whose
 * provider is not installed.
 */
export function hashedDefinitions({
  providers,
  presets,
  configured,
}: DefinitionSources): HashedDefinition[] {
  const definitions = new Map([
    ...byName(presets, 'the metrics providers'),
    ...byName(configured, 'rollouts.metrics.definitions'),
  ]);
  const ids = providers.map(provider => provider.id);
  return [...definitions.values()].map(definition => {
    if (!ids.includes(definition.provider)) {
      throw new InputError(
        `Metric ${definition.name} asks the metrics provider ${
          definition.provider
        }, which is not installed: add its module, or use one of ${
          ids.join(', ') || 'none'
        }`,
      );
    }
    return { hash: hashMetricDefinition(definition), definition };
  });
}

/**
 * What an operator should know about definitions and the interval: disjoint
 * windows are then counted with gaps between them.
 */
export function intervalWarnings(
  definitions: readonly HashedDefinition[],
  intervalSeconds: number,
): string[] {
  return definitions.flatMap(({ definition: { name, windowSeconds } }) => {
    const counted =
      Math.ceil(windowSeconds / intervalSeconds) * intervalSeconds;
    if (counted === windowSeconds) return [];
    return [
      `Metric ${name} has a window of ${windowSeconds} s, which is no multiple of rollouts.sampling.interval, ${intervalSeconds} s: of every ${counted} s only ${windowSeconds} s count towards samples and effects`,
    ];
  });
}
