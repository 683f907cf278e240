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

import { isRecord } from '../object';
import { Schema } from '../schema';
import { EVERY_PATH, httpRouteMatch } from './httpRouteMatchSchema';
import {
  list,
  object,
  open,
  port,
  SUBDOMAIN,
  LABEL,
  conditions,
} from './shapes';

const DURATION = '^([0-9]{1,5}(h|m|s|ms)){1,4}$';
const KIND = '^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$';

const subdomain: Schema = {
  type: 'string',
  minLength: 1,
  maxLength: 253,
  pattern: SUBDOMAIN,
};
const namespaceName: Schema = {
  type: 'string',
  minLength: 1,
  maxLength: 63,
  pattern: LABEL,
};
const objectName: Schema = { type: 'string', minLength: 1, maxLength: 253 };
const group = (value: string): Schema => ({
  type: 'string',
  maxLength: 253,
  pattern: `^$|${SUBDOMAIN}`,
  default: value,
});
const kind = (value: string): Schema => ({
  type: 'string',
  minLength: 1,
  maxLength: 63,
  pattern: KIND,
  default: value,
});

const filters = list(
  open(
    {
      type: {
        type: 'string',
        enum: [
          'RequestHeaderModifier',
          'ResponseHeaderModifier',
          'RequestMirror',
          'RequestRedirect',
          'URLRewrite',
          'ExtensionRef',
        ],
      },
    },
    ['type'],
  ),
  { maxItems: 16 },
);

const backendRef: Schema = {
  ...object(
    {
      group: group(''),
      kind: kind('Service'),
      name: objectName,
      namespace: namespaceName,
      port,
      weight: { type: 'integer', minimum: 0, maximum: 1_000_000, default: 1 },
      filters,
    },
    ['name'],
  ),
  rules: [
    {
      message: 'Must have port for Service reference',
      holds: value =>
        !isRecord(value) ||
        value.group !== '' ||
        value.kind !== 'Service' ||
        value.port !== undefined,
    },
  ],
};

const UNITS: Record<string, number> = {
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
};

/** A Gateway API duration such as `1m30s`, in milliseconds. */
export function durationMilliseconds(duration: string): number {
  let total = 0;
  for (const [, amount, unit] of duration.matchAll(/(\d+)(ms|h|m|s)/g)) {
    total += Number(amount) * (UNITS[unit] ?? 0);
  }
  return total;
}

const timeouts: Schema = {
  ...object({
    request: { type: 'string', pattern: DURATION },
    backendRequest: { type: 'string', pattern: DURATION },
  }),
  rules: [
    {
      message: 'backendRequest timeout cannot be longer than request timeout',
      holds: value => {
        if (!isRecord(value)) return true;
        const { request, backendRequest } = value;
        if (typeof request !== 'string' || typeof backendRequest !== 'string') {
          return true;
        }
        const limit = durationMilliseconds(request);
        return limit === 0 || durationMilliseconds(backendRequest) <= limit;
      },
    },
  ],
};

const rule = object({
  name: subdomain,
  matches: list(httpRouteMatch, { maxItems: 64, default: [EVERY_PATH] }),
  filters,
  backendRefs: list(backendRef, { maxItems: 16 }),
  timeouts,
});

function ruleRecords(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

const rules: Schema = {
  ...list(rule, { maxItems: 16, default: [{ matches: [EVERY_PATH] }] }),
  rules: [
    {
      message:
        'While 16 rules and 64 matches per rule are allowed, the total number of matches across all rules in a route must be less than 128',
      holds: value =>
        ruleRecords(value).reduce(
          (sum, { matches }) =>
            sum + (Array.isArray(matches) ? matches.length : 0),
          0,
        ) <= 128,
    },
    {
      message: 'Rule name must be unique within the route',
      holds: value => {
        const names = ruleRecords(value).flatMap(({ name }) => name ?? []);
        return new Set(names).size === names.length;
      },
    },
  ],
};

export const parentRef = object(
  {
    group: group('gateway.networking.k8s.io'),
    kind: kind('Gateway'),
    name: objectName,
    namespace: namespaceName,
    port,
    sectionName: subdomain,
  },
  ['name'],
);

export const httpRouteSpec = object({
  parentRefs: list(parentRef, { maxItems: 32 }),
  hostnames: list(
    {
      type: 'string',
      minLength: 1,
      maxLength: 253,
      pattern: `^(\\*\\.)?${SUBDOMAIN.slice(1)}`,
    },
    { maxItems: 16 },
  ),
  rules,
});

export const httpRouteStatus = object({
  parents: list(
    object(
      {
        parentRef,
        controllerName: { type: 'string', minLength: 1, maxLength: 253 },
        conditions,
      },
      ['parentRef', 'controllerName'],
    ),
    { maxItems: 32 },
  ),
});
