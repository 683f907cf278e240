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
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  severitySchema,
  TOPIC_NAMES,
  webhookFormatSchema,
  type Severity,
  type Topic,
  type WebhookFormat,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { readOutsideUrl } from '../outsideUrl';

/** A receiver, as it is configured. */
export interface Webhook {
  id: string;
  url: URL;
  format: WebhookFormat;
  /** Signs what is sent; a receiver of the format `stagecraft` has one. */
  secret: string | null;
  /** Of PagerDuty, and of nothing else. */
  routingKey: string | null;
  topics: readonly Topic[];
  minimumSeverity: Severity;
  /** Entity references; nothing but these, where either names any. */
  services: readonly string[];
  systems: readonly string[];
}

const KEY = 'rollouts.webhooks';
const PAGERDUTY = 'https://events.pagerduty.com/v2/enqueue';
const SECRET_LENGTH = 16;

/** What on-call is paged for when the configuration does not say. */
const PAGED: readonly Topic[] = ['stuck', 'audit-stopped'];

function fail(id: string, what: string): never {
  throw new InputError(`${KEY}, ${id}: ${what}`);
}

function readTopics(id: string, named: string[] | undefined): Topic[] {
  if (!named) return [...TOPIC_NAMES];
  return named.map(
    name =>
      TOPIC_NAMES.find(topic => topic === name) ??
      fail(id, `there is no topic ${name}: use ${TOPIC_NAMES.join(', ')}`),
  );
}

function readWebhook(config: Config): Webhook {
  const id = config.getString('id');
  if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(id)) {
    fail(id, 'use lower case letters, digits and dashes for the id');
  }
  const format = webhookFormatSchema.safeParse(
    config.getOptionalString('format') ?? 'stagecraft',
  );
  if (!format.success) {
    fail(id, `format must be ${webhookFormatSchema.options.join(', ')}`);
  }
  const severity = severitySchema.safeParse(
    config.getOptionalString('minimumSeverity') ?? 'low',
  );
  if (!severity.success) {
    fail(id, `minimumSeverity must be ${severitySchema.options.join(', ')}`);
  }
  const pages = format.data === 'pagerduty';
  const secret = config.getOptionalString('secret') ?? null;
  const routingKey = config.getOptionalString('routingKey') ?? null;
  if (format.data === 'stagecraft' && secret === null) {
    fail(id, 'a secret is needed, so that the receiver can tell who called');
  }
  if (secret !== null && secret.length < SECRET_LENGTH) {
    fail(id, `the secret must have at least ${SECRET_LENGTH} characters`);
  }
  if (pages !== (routingKey !== null)) {
    fail(id, 'PagerDuty needs a routingKey, and nothing else has one');
  }
  return {
    id,
    url: readOutsideUrl(
      pages
        ? config.getOptionalString('url') ?? PAGERDUTY
        : config.getString('url'),
      what => fail(id, what),
    ),
    format: format.data,
    secret,
    routingKey,
    topics:
      pages && !config.has('topics')
        ? PAGED
        : readTopics(id, config.getOptionalStringArray('topics')),
    minimumSeverity: severity.data,
    services: config.getOptionalStringArray('services') ?? [],
    systems: config.getOptionalStringArray('systems') ?? [],
  };
}

/** @throws InputError naming the receiver that is wrong, and never a secret. */
export function readWebhooks(config: RootConfigService): Webhook[] {
  const webhooks = (config.getOptionalConfigArray(KEY) ?? []).map(readWebhook);
  const ids = new Set<string>();
  for (const { id } of webhooks) {
    if (ids.has(id)) fail(id, 'two receivers have this id');
    ids.add(id);
  }
  return webhooks;
}
