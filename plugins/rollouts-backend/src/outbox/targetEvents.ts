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

import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { EventRecorder } from '@stagecraft/backstage-plugin-rollouts-node';
import type { Knex } from 'knex';
import { databaseNow } from '../store/clock';
import { targetEventSchema, type KeptTargetEvent } from '../store/outbox';
import { Undelivered, type Deliverable, type Deliverer } from './deliverer';
import { Resting } from './Resting';

/** Clusters themselves keep Events for an hour, unless told otherwise. */
const TRIED_FOR_MS = 3_600_000;
/** Of all that is delivered together; the outbox's lease is longer. */
const TIMEOUT_MS = 30_000;

export interface TargetEventsOptions {
  database: Knex;
  /** By the kind of target; empty where nothing is recorded. */
  recorders: ReadonlyMap<string, EventRecorder>;
  /** `app.baseUrl`. */
  portalUrl: string;
  logger: LoggerService;
}

interface Entry {
  id: string;
  event: KeptTargetEvent;
}

function byCluster(entries: readonly Entry[]): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const { cluster } = entry.event.target;
    groups.set(cluster, [...(groups.get(cluster) ?? []), entry]);
  }
  return groups;
}

/**
 * Tells of decisions where their targets are: one after the other in a
 * cluster, so that it takes little of what drivers need there. What could not
 * be told in an hour is given up.
 */
export function targetEvents(options: TargetEventsOptions): Deliverer {
  const { database, recorders, logger } = options;
  const portalUrl = options.portalUrl.replace(/\/$/, '');
  const resting = new Resting(logger);

  async function record({ event }: Entry, signal: AbortSignal): Promise<void> {
    const { target, rolloutId, at } = event;
    const link = `${portalUrl}/rollouts/${rolloutId}`;
    await recorders
      .get(target.kind)
      ?.record({ ...event, at: new Date(at), link }, signal);
  }

  async function recordAll(
    entries: readonly Entry[],
    now: number,
    signal: AbortSignal,
    reasons: Map<string, Error>,
  ): Promise<void> {
    for (const entry of entries) {
      const { target } = entry.event;
      const reason = resting.reasonAt(target, now);
      if (reason) {
        reasons.set(entry.id, reason);
        continue;
      }
      try {
        await record(entry, signal);
        resting.succeeded(target);
      } catch (thrown) {
        const error = toError(thrown);
        reasons.set(entry.id, error);
        resting.failed(target, error, now);
      }
    }
  }

  /** Those that are still worth telling; one that can't be read harms no other. */
  function recent(
    entries: readonly Deliverable[],
    now: number,
    reasons: Map<string, Error>,
  ): Entry[] {
    const read = entries.flatMap(({ id, payload }) => {
      const parsed = targetEventSchema.safeParse(payload);
      if (parsed.success) return [{ id, event: parsed.data }];
      reasons.set(id, parsed.error);
      return [];
    });
    const kept = read.filter(
      ({ event }) => Date.parse(event.at) >= now - TRIED_FOR_MS,
    );
    const given = read.length - kept.length;
    if (given > 0) {
      logger.warn(
        `Given up after an hour: ${given} of the decisions that are to be told on their targets`,
      );
    }
    return kept;
  }

  return {
    kind: 'target-event',
    coalesces: true,
    logsItself: true,
    async deliver(entries) {
      const now = (await databaseNow(database)).getTime();
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const reasons = new Map<string, Error>();
      await Promise.all(
        [...byCluster(recent(entries, now, reasons)).values()].map(group =>
          recordAll(group, now, signal, reasons),
        ),
      );
      if (reasons.size > 0) throw new Undelivered(reasons);
    },
  };
}
