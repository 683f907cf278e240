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

export const example = {
  search: {
    belief: 'tolerating typing errors in search',
    audience: 'visitors who search on a phone',
    outcome: '5 % fewer searches without a result',
    refuted: 'searches without a result do not fall within two days',
  },
  cache: {
    belief: 'keeping prices in memory for a minute',
    audience: 'everyone who opens a product page',
    outcome: 'pages that show in under 300 ms at the 95th percentile',
    refuted: 'p95 latency stays above 300 ms, or wrong prices are reported',
  },
  payment: {
    belief: 'offering the last used way of payment first',
    audience: 'customers who have bought before',
    outcome: 'at least 1 % more completed payments',
    refuted: 'completed payments do not rise, or more payments are refused',
  },
} as const;
