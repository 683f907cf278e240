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

/** How a version answers when nothing is wrong with it. */
export interface Profile {
  /** Median of the log-normal latency, in milliseconds. */
  medianMilliseconds: number;
  /** Standard deviation of the latency's logarithm. */
  sigma: number;
  /** Share of requests that fail, 0 to 1. */
  errorRatio: number;
  /** Share of answered requests that reach the business goal, 0 to 1. */
  conversionRatio: number;
}

export interface WorldService {
  name: string;
  namespace: string;
  requestsPerSecond: number;
  profile: Profile;
}

export type Variant = 'baseline' | 'new';

/** Name of the Deployment and Service that carry a variant. */
export function backendName(service: string, variant: Variant): string {
  return variant === 'baseline' ? `${service}-stable` : `${service}-next`;
}

/** Share of users who are staff; their requests carry `x-internal: true`. */
export const STAFF_SHARE = 0.1;

export const WORLD_SERVICES: readonly WorldService[] = [
  {
    name: 'checkout',
    namespace: 'storefront',
    requestsPerSecond: 120,
    profile: {
      medianMilliseconds: 88,
      sigma: 0.5,
      errorRatio: 0.004,
      conversionRatio: 0.12,
    },
  },
  {
    name: 'recommendations',
    namespace: 'storefront',
    requestsPerSecond: 80,
    profile: {
      medianMilliseconds: 45,
      sigma: 0.45,
      errorRatio: 0.002,
      conversionRatio: 0.06,
    },
  },
  {
    name: 'payments',
    namespace: 'billing',
    requestsPerSecond: 60,
    profile: {
      medianMilliseconds: 140,
      sigma: 0.4,
      errorRatio: 0.005,
      conversionRatio: 0.9,
    },
  },
  {
    name: 'invoices',
    namespace: 'billing',
    requestsPerSecond: 40,
    profile: {
      medianMilliseconds: 65,
      sigma: 0.55,
      errorRatio: 0.003,
      conversionRatio: 0.3,
    },
  },
];

/** What a backend that the world does not know answers like. */
export const DEFAULT_PROFILE: Profile = {
  medianMilliseconds: 60,
  sigma: 0.5,
  errorRatio: 0.003,
  conversionRatio: 0.1,
};
