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

import type { Drill } from '@stagecraft/backstage-plugin-rollouts-common';
import { formatSeconds } from './format';
import { Copy, Stack } from './layout';
import { StateSign } from './StateSign';
import { useText } from '../translation/useText';

function since(from: string | null, to: string | null): number | null {
  return from && to ? (Date.parse(to) - Date.parse(from)) / 1000 : null;
}

const TONES = {
  running: 'waiting',
  none: 'warning',
  passed: 'ok',
  failed: 'error',
} as const;

function resultOf({ passed, endedAt }: Drill): keyof typeof TONES {
  if (passed === null) return endedAt === null ? 'running' : 'none';
  return passed ? 'passed' : 'failed';
}

/** Passed, failed, running or never begun, and why. */
export function Result(props: { drill: Drill; short?: boolean }) {
  const t = useText();
  const { passed, why, trouble } = props.drill;
  const result = resultOf(props.drill);
  const said = why ?? trouble;
  return (
    <Stack gap={0.5} align="flex-start">
      <StateSign tone={TONES[result]}>{t(`drills.result.${result}`)}</StateSign>
      {said && !(props.short && passed) && (
        <Copy small subtle>
          {said}
        </Copy>
      )}
    </Stack>
  );
}

/** How long after the breach each part of the way back was done. */
export function Timings(props: { drill: Drill }) {
  const t = useText();
  const { timings, goals } = props.drill;
  const parts = (
    [
      ['detected', timings.detectedAt],
      ['restored', timings.restoredAt],
      ['verified', timings.verifiedAt],
    ] as const
  ).flatMap(([name, at]) => {
    const seconds = since(timings.breachBeganAt, at);
    return seconds === null
      ? []
      : [t(`drills.${name}`, { seconds: formatSeconds(seconds) })];
  });
  return (
    <Stack gap={0.25}>
      {parts.map(part => (
        <Copy key={part} small tabular>
          {part}
        </Copy>
      ))}
      <Copy small subtle>
        {t(goals.byPlaybook ? 'drills.goals' : 'drills.goalsDefault', {
          detect: String(goals.detectWithinSeconds),
          restore: String(goals.restoreWithinSeconds),
        })}
      </Copy>
    </Stack>
  );
}
