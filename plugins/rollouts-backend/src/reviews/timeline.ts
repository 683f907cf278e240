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
  Decision,
  Reversal,
  ReviewMoment,
} from '@stagecraft/backstage-plugin-rollouts-common';

type Instant = Omit<ReviewMoment, 'seconds'>;

/** In the order of time, each with the seconds since the one before. */
function measured(instants: readonly Instant[]): ReviewMoment[] {
  const ordered = instants
    .map(instant => ({ ...instant, ms: Date.parse(instant.at) }))
    .sort((a, b) => a.ms - b.ms);
  return ordered.map(({ ms, ...instant }, index) => {
    const before = ordered[index - 1];
    return { ...instant, seconds: before ? (ms - before.ms) / 1000 : null };
  });
}

function at(
  what: ReviewMoment['what'],
  instant: string | undefined,
  sentence: string,
): Instant[] {
  return instant === undefined ? [] : [{ what, at: instant, sentence }];
}

/** What breached, detect, decide, restore and verify, as far as it has come. */
export function incidentTimeline(reversal: Reversal): ReviewMoment[] {
  const { checks, actor, sentence } = reversal;
  const breached = checks.map(check => check.sentence).join('; ');
  return measured([
    ...at(
      'breached',
      reversal.firstSeenAt,
      breached || 'The first window that failed',
    ),
    ...at('detected', reversal.confirmedAt, 'Enough looks in a row confirmed'),
    ...at('decided', reversal.decidedAt, `${actor.name}: ${sentence}`),
    ...at(
      'restored',
      reversal.restoredAt,
      'The cluster acknowledged the last target',
    ),
    ...at(
      'verified',
      reversal.verifiedAt,
      'Every target was read back at its baseline',
    ),
  ]);
}

/** The bypass itself and what was decided since, oldest first. */
export function bypassTimeline(decisions: readonly Decision[]): ReviewMoment[] {
  return measured(
    decisions.map(({ command, at: when, actor, reason, result }) => ({
      what: command === 'bypass' ? 'bypassed' : 'decision',
      at: when,
      sentence:
        command === 'bypass'
          ? `${actor.name}: ${reason}`
          : result.sentence || `${actor.name}: ${command}`,
    })),
  );
}
