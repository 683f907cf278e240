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
import { readDurationFromConfig, type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import type { MetricDefinition } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Credentials, PrometheusServer } from './client/PrometheusClient';
import { presetOf } from './presets/preset';
import { SOURCES, type SourceName } from './presets/sources';

const KEY = 'rollouts.prometheus.servers';
const DEFAULT_ID = 'prometheus';
const DEFAULT_DEADLINE_MS = 5000;
const DEFAULT_WINDOW_SECONDS = 60;

export interface ConfiguredServer {
  server: PrometheusServer;
  /** Of the presets that it was asked for. */
  definitions: MetricDefinition[];
  /** What an operator should know, a sentence each. */
  warnings: string[];
}

function milliseconds(config: Config, key: string, fallback: number): number {
  if (!config.has(key)) return fallback;
  const found = durationToMilliseconds(readDurationFromConfig(config, { key }));
  if (!(found >= 1)) {
    throw new InputError(`${KEY}[].${key} is ${found} ms: give it a length`);
  }
  return found;
}

function readUrl(config: Config, id: string): string {
  const text = config.getString('url');
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new InputError(
      `${KEY}[].url of ${id} is ${text}: begin it with http:// or https://`,
    );
  }
  if (url.username || url.password) {
    throw new InputError(
      `${KEY}[].url of ${id} holds credentials: put them into username and password`,
    );
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

function readCredentials(config: Config, id: string): Credentials {
  const token = config.getOptionalString('token');
  const username = config.getOptionalString('username');
  const password = config.getOptionalString('password');
  if (token !== undefined && (username ?? password) !== undefined) {
    throw new InputError(
      `${KEY}[] ${id} has a token and a username or password: leave one of them out`,
    );
  }
  if ((username === undefined) !== (password === undefined)) {
    throw new InputError(
      `${KEY}[] ${id} has one of username and password: give both`,
    );
  }
  if (token !== undefined) return { kind: 'bearer', token };
  return username !== undefined && password !== undefined
    ? { kind: 'basic', username, password }
    : { kind: 'none' };
}

function readCa(config: Config): string | undefined {
  const data = config.getOptionalString('caData');
  if (data) return Buffer.from(data, 'base64').toString('utf8');
  const path = config.getOptionalString('caFile');
  return path ? readFileSync(path, 'utf8') : undefined;
}

function isSource(name: string): name is SourceName {
  return Object.hasOwn(SOURCES, name);
}

function readPreset(config: Config, provider: string): MetricDefinition[] {
  const name = config.getString('source');
  if (!isSource(name)) {
    throw new InputError(
      `${KEY}[].presets[].source is ${name}: use one of ${Object.keys(
        SOURCES,
      ).join(', ')}`,
    );
  }
  const windowSeconds =
    milliseconds(config, 'window', DEFAULT_WINDOW_SECONDS * 1000) / 1000;
  if (!Number.isInteger(windowSeconds)) {
    throw new InputError(
      `${KEY}[].presets[].window is ${windowSeconds} s: use whole seconds`,
    );
  }
  const prefix = config.getOptionalString('prefix') ?? '';
  return presetOf(SOURCES[name], { provider, prefix, windowSeconds });
}

function isLocal(url: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url).hostname);
}

function warningsOf({ id, url, ...server }: PrometheusServer): string[] {
  return [
    ...(server.skipTLSVerify
      ? [
          `Prometheus ${id} is not asked for a certificate (skipTLSVerify): whoever stands between can change what guardrails see. Set caFile instead`,
        ]
      : []),
    ...(server.credentials.kind !== 'none' &&
    url.startsWith('http:') &&
    !isLocal(url)
      ? [
          `Prometheus ${id} is sent its credentials by plain http, where others can read them. Use https`,
        ]
      : []),
  ];
}

function readServer(config: Config): ConfiguredServer {
  const id = config.getOptionalString('id') ?? DEFAULT_ID;
  const server: PrometheusServer = {
    id,
    url: readUrl(config, id),
    credentials: readCredentials(config, id),
    ca: readCa(config),
    skipTLSVerify: config.getOptionalBoolean('skipTLSVerify') ?? false,
    deadlineMs: milliseconds(config, 'deadline', DEFAULT_DEADLINE_MS),
  };
  const presets = config.getOptionalConfigArray('presets') ?? [];
  return {
    server,
    definitions: presets.flatMap(preset => readPreset(preset, id)),
    warnings: warningsOf(server),
  };
}

/**
 * The servers of `rollouts.prometheus.servers`; none where nothing is set.
 *
 * @throws InputError for what is wrong, by name.
 */
export function readServers(config: Config): ConfiguredServer[] {
  const servers = (config.getOptionalConfigArray(KEY) ?? []).map(readServer);
  const ids = servers.map(({ server }) => server.id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) {
    throw new InputError(
      `${KEY} has two servers with the id ${twice}: give each an id of its own`,
    );
  }
  return servers;
}
