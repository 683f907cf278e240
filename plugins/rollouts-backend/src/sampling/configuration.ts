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

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { RootConfigService } from '@backstage/backend-plugin-api';
import { readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { parseAllDocuments } from 'yaml';

export interface SamplingConfiguration {
  intervalSeconds: number;
  retentionDays: number;
}

const DEFAULT_INTERVAL_SECONDS = 10;
const DEFAULT_RETENTION_DAYS = 14;

/** `rollouts.sampling`: the interval in whole seconds, the retention in days. */
export function readSamplingConfiguration(
  config: RootConfigService,
): SamplingConfiguration {
  const intervalSeconds = config.has('rollouts.sampling.interval')
    ? durationToMilliseconds(
        readDurationFromConfig(config, { key: 'rollouts.sampling.interval' }),
      ) / 1000
    : DEFAULT_INTERVAL_SECONDS;
  if (!Number.isInteger(intervalSeconds) || intervalSeconds < 1) {
    throw new InputError(
      `rollouts.sampling.interval is ${intervalSeconds} s: use whole seconds, at least one`,
    );
  }
  const retentionDays =
    config.getOptionalNumber('rollouts.sampling.retentionDays') ??
    DEFAULT_RETENTION_DAYS;
  if (!Number.isInteger(retentionDays) || retentionDays < 2) {
    throw new InputError(
      `rollouts.sampling.retentionDays is ${retentionDays}: use whole days, at least two`,
    );
  }
  return { intervalSeconds, retentionDays };
}

function readDocuments(path: string): unknown[] {
  const documents = parseAllDocuments(readFileSync(resolve(path), 'utf8'));
  return [...documents].flatMap(document => {
    if (document.errors.length > 0) {
      throw new InputError(`${path} is no YAML: ${document.errors[0].message}`);
    }
    const content: unknown = document.toJS();
    return content === null ? [] : [content].flat();
  });
}

/**
 * `rollouts.metrics.definitions`: definitions inline, or paths of YAML files
 * that hold one or several, relative to where the backend is started.
 */
export function readConfiguredDefinitions(
  config: RootConfigService,
): unknown[] {
  const entries: unknown =
    config.getOptional('rollouts.metrics.definitions') ?? [];
  if (!Array.isArray(entries)) {
    throw new InputError(
      'rollouts.metrics.definitions must be a list of definitions or of paths of YAML files',
    );
  }
  return entries.flatMap(entry =>
    typeof entry === 'string' ? readDocuments(entry) : [entry],
  );
}
