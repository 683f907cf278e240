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

import {
  VARIANTS,
  type Sample,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { MetricsRow } from '@stagecraft/backstage-plugin-rollouts-node';

function finite(value: number | null | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/**
 * A provider's rows of one service as samples, one a variant. What is no
 * finite number is no data, and a row that is missing is no traffic.
 */
export function samplesOf(rows: readonly MetricsRow[], at: Date): Sample[] {
  return VARIANTS.map(variant => {
    const row = rows.find(candidate => candidate.variant === variant);
    return {
      at: at.toISOString(),
      variant,
      value: finite(row?.value),
      count: Math.max(0, finite(row?.count) ?? 0),
      sum: finite(row?.sum),
      sumSquares: finite(row?.sumSquares),
    };
  });
}
