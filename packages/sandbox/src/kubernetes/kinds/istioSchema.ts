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
import {
  anything,
  conditions,
  flag,
  integer,
  list,
  object,
  open,
  text,
  textMap,
} from './shapes';

const UINT32: Schema = { type: 'integer', minimum: 0, maximum: 4_294_967_295 };

const MILLISECONDS: Record<string, number> = {
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
  us: 0.001,
  µs: 0.001,
  ns: 0.000001,
};

const DURATION = /^([0-9]+(\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$/;

/** A duration such as `1.5s`, in milliseconds; undefined when it is none. */
export function goDurationMilliseconds(duration: string): number | undefined {
  if (!DURATION.test(duration)) return undefined;
  const parts = duration.matchAll(/([0-9.]+)(ns|us|µs|ms|s|m|h)/g);
  let total = 0;
  for (const [, amount, unit] of parts) {
    total += Number(amount) * (MILLISECONDS[unit] ?? 0);
  }
  return total;
}

const duration: Schema = {
  type: 'string',
  rules: [
    {
      message: 'must be a valid duration greater than 1ms',
      holds: value =>
        typeof value !== 'string' || (goDurationMilliseconds(value) ?? 0) >= 1,
    },
  ],
};

function atMostOne(...members: string[]): Schema['rules'] {
  return [
    {
      message: 'must validate one and only one schema (oneOf)',
      holds: value =>
        !isRecord(value) ||
        members.filter(member => value[member] !== undefined).length <= 1,
    },
  ];
}

const stringMatch: Schema = {
  ...object({ exact: text, prefix: text, regex: text }),
  rules: atMostOne('exact', 'prefix', 'regex'),
};

const stringMatches: Schema = {
  type: 'object',
  additionalProperties: stringMatch,
};

const destination = object(
  { host: text, port: object({ number: UINT32 }), subset: text },
  ['host'],
);

const headerOperations = object({
  add: textMap,
  remove: list(text),
  set: textMap,
});
const headers = object({
  request: headerOperations,
  response: headerOperations,
});

const match = object({
  authority: stringMatch,
  gateways: list(text),
  headers: stringMatches,
  ignoreUriCase: flag,
  method: stringMatch,
  name: text,
  port: UINT32,
  queryParams: stringMatches,
  scheme: stringMatch,
  sourceLabels: textMap,
  sourceNamespace: text,
  statPrefix: text,
  uri: stringMatch,
  withoutHeaders: stringMatches,
});

const percentage = object({ value: { type: 'number' } });

const http = object({
  corsPolicy: anything,
  delegate: object({ name: text, namespace: text }),
  directResponse: open({ status: UINT32 }, ['status']),
  fault: anything,
  headers,
  match: list(match),
  mirror: destination,
  mirrorPercent: UINT32,
  mirror_percent: UINT32,
  mirrorPercentage: percentage,
  mirrors: list(object({ destination, percentage }, ['destination'])),
  name: text,
  redirect: anything,
  retries: anything,
  rewrite: anything,
  route: list(
    object({ destination, headers, weight: integer }, ['destination']),
  ),
  timeout: duration,
});

export const virtualServiceSpec = object({
  exportTo: list(text),
  gateways: list(text),
  hosts: list(text),
  http: list(http),
  tcp: list(anything),
  tls: list(anything),
});

const connectionPool = object({
  http: object({
    h2UpgradePolicy: {
      type: 'string',
      enum: ['DEFAULT', 'DO_NOT_UPGRADE', 'UPGRADE'],
    },
    http1MaxPendingRequests: integer,
    http2KeepAlive: object({ interval: duration, timeout: duration }),
    http2MaxRequests: integer,
    idleTimeout: duration,
    maxConcurrentStreams: integer,
    maxRequestsPerConnection: integer,
    maxRetries: integer,
    useClientProtocol: flag,
  }),
  tcp: object({
    connectTimeout: duration,
    idleTimeout: text,
    maxConnectionDuration: duration,
    maxConnections: integer,
    tcpKeepalive: object({
      interval: duration,
      probes: UINT32,
      time: duration,
    }),
  }),
});

const outlierDetection = object({
  baseEjectionTime: duration,
  consecutive5xxErrors: UINT32,
  consecutiveErrors: integer,
  consecutiveGatewayErrors: UINT32,
  consecutiveLocalOriginFailures: UINT32,
  interval: duration,
  maxEjectionPercent: integer,
  minHealthPercent: integer,
  outlierDetectionHttpErrorCodes: list({
    type: 'integer',
    minimum: 100,
    maximum: 599,
  }),
  splitExternalLocalOriginErrors: flag,
});

const trafficPolicy = object({
  connectionPool,
  loadBalancer: anything,
  outlierDetection,
  portLevelSettings: list(anything),
  proxyProtocol: anything,
  retryBudget: anything,
  tls: anything,
  tunnel: anything,
});

export const destinationRuleSpec = object(
  {
    exportTo: list(text),
    host: text,
    subsets: list(
      object({ name: text, labels: textMap, trafficPolicy }, ['name']),
    ),
    trafficPolicy,
    workloadSelector: anything,
  },
  ['host'],
);

export const istioStatus = open({
  conditions,
  observedGeneration: { 'x-kubernetes-int-or-string': true },
  validationMessages: list(
    object({
      documentationUrl: text,
      level: {
        type: 'string',
        enum: ['UNKNOWN', 'ERROR', 'WARNING', 'INFO'],
      },
      type: object({ code: text, name: text }),
    }),
  ),
});
