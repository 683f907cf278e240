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

import type {
  Evidence,
  EvidenceCheck,
  Point,
  Rollout,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { NOW } from './time';

const STEP = 10;
const POINTS = 120;

interface Shape {
  /** Value of the baseline around which it varies. */
  level: number;
  /** Value of the new version at its end. */
  end?: number;
  /** Points from and to which the new version has no data. */
  gap?: readonly [number, number];
}

function series(shape: Shape, isNew: boolean): Point[] {
  return Array.from({ length: POINTS }, (_, index) => {
    const wave = 1 + 0.05 * Math.sin(index / 5 + (isNew ? 2 : 0));
    const rise =
      isNew && shape.end !== undefined && index > POINTS - 25
        ? ((shape.end - shape.level) * (index - POINTS + 25)) / 24
        : 0;
    const missing =
      isNew && shape.gap && index >= shape.gap[0] && index < shape.gap[1];
    const time = NOW.getTime() - (POINTS - index) * STEP * 1000;
    return {
      at: new Date(time).toISOString(),
      value: missing ? null : shape.level * wave + rise,
      count: missing ? 0 : 180 + (index % 7) * 3,
    };
  });
}

function aSeries(
  facts: Omit<EvidenceCheck, 'new' | 'baseline'>,
  shape: Shape,
): EvidenceCheck {
  return {
    ...facts,
    new: series(shape, true),
    baseline: series(shape, false),
  };
}

/** The series of a rollout's checks: well, or as its phase says. */
export function evidenceOf(rollout: Rollout): Evidence {
  const breaching = rollout.reversal !== null;
  const unknown = rollout.health === 'unknown' && !breaching;
  const guardrails = rollout.checks.map(check =>
    aSeries(
      {
        kind: 'guardrail',
        name: check.guardrail,
        metric: check.metric,
        title: check.unit === 'ms' ? 'p95 latency' : 'Errors',
        unit: check.unit,
        direction: 'lower-is-better',
        limit: check.unit === 'ms' ? check.limit : null,
        maxChange: check.unit === 'ms' ? null : 0.2,
      },
      {
        level: check.baseline ?? 200,
        end: breaching && check.unit === 'ms' ? 471 : undefined,
        gap: unknown ? [POINTS - 18, POINTS] : [40, 47],
      },
    ),
  );
  return {
    from: new Date(NOW.getTime() - POINTS * STEP * 1000).toISOString(),
    to: NOW.toISOString(),
    intervalSeconds: STEP,
    checks: [
      ...guardrails,
      aSeries(
        {
          kind: 'success-metric',
          name: 'orders-per-visit',
          metric: 'orders-per-visit',
          title: 'Orders per visit',
          unit: 'ratio',
          direction: 'higher-is-better',
          limit: null,
          maxChange: null,
        },
        { level: 0.061 },
      ),
    ],
  };
}
