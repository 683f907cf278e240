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

import type { Sample } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import {
  combineBaselines,
  lookback,
  type ReferenceBaseline,
} from '../assessment';
import type { HashedDefinition } from '../store/metricDefinitions';
import { lastBaseline, readSamples } from '../store/samples';
import type { VerdictRow } from '../store/tables';
import { readVerdicts } from '../store/verdicts';
import type { Tick } from './assessTick';
import { addSeconds } from './grid';
import type { Watched } from './watched';

/** Whose past is read, and by which definition. */
export interface Scope {
  knex: Knex;
  definition: HashedDefinition;
  watched: readonly Watched[];
  intervalSeconds: number;
}

/** The looks that verdicts reach back to, this tick's included, by subject. */
export async function recentSamples(
  { knex, definition, watched, intervalSeconds }: Scope,
  fresh: ReadonlyMap<string, Sample[]>,
  at: Date,
): Promise<Map<string, Sample[]>> {
  const confirmations = watched.flatMap(({ guardrails }) =>
    guardrails.map(guardrail => guardrail.confirmations),
  );
  const merged = new Map(fresh);
  if (confirmations.length === 0) return merged;
  const back = lookback(Math.max(...confirmations)) * intervalSeconds;
  const before = await readSamples(knex, {
    definitionHash: definition.hash,
    services: watched.flatMap(({ targets }) =>
      targets.map(({ subject }) => subject),
    ),
    after: addSeconds(at, -back),
    before: at,
  });
  for (const [subject, samples] of before) {
    merged.set(subject, [...samples, ...(fresh.get(subject) ?? [])]);
  }
  return merged;
}

/** By rollout, then guardrail. */
export async function previousVerdicts({
  knex,
  watched,
}: Scope): Promise<Map<string, Map<string, VerdictRow>>> {
  const rows = await readVerdicts(
    knex,
    watched
      .filter(({ guardrails }) => guardrails.length > 0)
      .map(({ rollout }) => rollout.id),
  );
  const found = new Map<string, Map<string, VerdictRow>>();
  for (const row of rows) {
    const ofRollout = found.get(row.rollout_id) ?? new Map();
    found.set(row.rollout_id, ofRollout.set(row.guardrail, row));
  }
  return found;
}

/**
 * By rollout: the baseline that relative checks compare with at full exposure.
 * Looked up once; the verdicts keep it from then on, past the samples' own
 * retention.
 */
export async function missingReferences(
  { knex, definition, watched }: Scope,
  previous: Tick['previous'],
): Promise<Map<string, ReferenceBaseline>> {
  const found = new Map<string, ReferenceBaseline>();
  for (const { rollout, targets, stage, guardrails } of watched) {
    const seeking = guardrails.filter(
      ({ check, name }) =>
        check.kind === 'relative' &&
        !previous.get(rollout.id)?.get(name)?.reference,
    );
    const began = rollout.state.stageTimes[0]?.enteredAt;
    if (stage.fullExposure && stage.from && seeking.length > 0 && began) {
      const { from: until } = stage;
      const last = await Promise.all(
        targets.map(({ subject }) =>
          lastBaseline(knex, {
            definitionHash: definition.hash,
            service: subject,
            minimumCount: Math.max(...seeking.map(each => each.minimumCount)),
            from: new Date(began),
            until,
          }),
        ),
      );
      const reference = combineBaselines(definition.definition, last);
      if (reference) found.set(rollout.id, reference);
    }
  }
  return found;
}
