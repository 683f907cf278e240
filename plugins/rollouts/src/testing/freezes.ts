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
  FreezeView,
  LineRollout,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Handlers } from './handler';
import { BOARD } from './phases';
import { at } from './time';

const OWNER = {
  kind: 'person',
  ref: 'user:default/petra',
  name: 'Petra',
} as const;

/** In force since an hour ago, for a day, over everything. */
export function aFreeze(over: Partial<FreezeView> = {}): FreezeView {
  const window = { start: at(-3600), end: at(82_800) };
  return {
    id: 'f-sale',
    title: 'Autumn sale',
    reason: 'The busiest day of the year',
    contact: 'group:default/on-call',
    scope: { kind: 'all' },
    timing: { kind: 'one-off', ...window },
    version: 1,
    owner: OWNER,
    declaredAt: at(-7200),
    stopsLine: false,
    moved: [],
    ended: null,
    state: 'in-force',
    window,
    history: [
      {
        change: 'declared',
        actor: OWNER,
        reason: 'The busiest day of the year',
        at: at(-7200),
        window,
      },
    ],
    ...over,
  };
}

const NIGHT = { start: at(172_800), end: at(201_600) };

export const FREEZES: FreezeView[] = [
  aFreeze(),
  aFreeze({
    id: 'f-nights',
    title: 'Nights of payments without anybody at hand',
    reason: 'Nobody is at hand',
    scope: { kind: 'tag', name: 'payments' },
    state: 'upcoming',
    timing: {
      kind: 'recurring',
      rule: 'FREQ=DAILY',
      start: '2026-11-01T22:00',
      durationSeconds: 28_800,
      timeZone: 'Europe/Berlin',
    },
    window: NIGHT,
  }),
];

type FreezeHandlers = Pick<
  Handlers,
  | 'listFreezes'
  | 'previewFreeze'
  | 'declareFreeze'
  | 'extendFreeze'
  | 'endFreeze'
  | 'previewLineStop'
  | 'stopLine'
>;

const NOT_HELD: Partial<Record<string, Pick<LineRollout, 'outcome' | 'why'>>> =
  {
    held: { outcome: 'already-held', why: 'It is held already' },
    'rolling-back': {
      outcome: 'not-held',
      why: 'The rollout is being rolled back',
    },
  };

function line(outcome: 'holds' | 'held') {
  const items = BOARD.filter(({ phase }) =>
    ['observing', 'exposing', 'held', 'rolling-back'].includes(phase),
  ).map(
    ({ id, experiment, service, environment, phase }): LineRollout => ({
      rolloutId: id,
      title: experiment.title,
      service,
      environment,
      phase,
      ...(NOT_HELD[phase] ?? { outcome, why: null }),
    }),
  );
  return { items, complete: true, now: new Date().toISOString() };
}

/** Freezes in memory. */
export const freezeHandlers: FreezeHandlers = {
  listFreezes: () => ({
    items: FREEZES,
    windows: FREEZES.flatMap(({ id, window }) =>
      window ? [{ ...window, freezeId: id }] : [],
    ),
    truncated: false,
    operators: ['group:default/on-call'],
    manage: { open: true },
    stop: { open: true },
    now: new Date().toISOString(),
  }),
  previewFreeze: () => ({ problems: [], windows: [NIGHT] }),
  declareFreeze: () => aFreeze(),
  extendFreeze: () => aFreeze({ version: 2 }),
  endFreeze: () => aFreeze({ version: 2, state: 'past', window: null }),
  previewLineStop: () => line('holds'),
  stopLine: () => ({ ...line('held'), freeze: aFreeze({ stopsLine: true }) }),
};
