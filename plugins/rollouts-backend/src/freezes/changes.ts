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
  Actor,
  Freeze,
  FreezeChange,
  FreezeDraft,
  FreezeWindow,
  Problem,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Refused } from '../lifecycle/decision';
import { refuse } from '../lifecycle/refuse';
import { timingProblems } from './timingProblems';
import { inForce, standing } from './windows';

/** What came of it: the freeze with its new entry, or why not. */
export type FreezeOutcome =
  | { freeze: Freeze; change: FreezeChange }
  | { refused: Refused }
  | { problems: Problem[] };

interface Given {
  actor: Actor;
  reason: string;
  now: Date;
}

const MOST_MOVED = 100;
const LONGEST_MS = 366 * 86_400_000;

function changed(
  freeze: Freeze,
  change: FreezeChange['change'],
  window: FreezeWindow | null,
  { actor, reason, now }: Given,
): FreezeOutcome {
  const at = now.toISOString();
  return {
    freeze: { ...freeze, version: freeze.version + 1 },
    change: { change, actor, reason, at, window },
  };
}

/** A freeze as it is declared now. Pure. */
export function declare(
  draft: FreezeDraft,
  { id, stopsLine }: { id: string; stopsLine: boolean },
  { actor, reason, now }: Given,
): FreezeOutcome {
  const problems = timingProblems(draft.timing, now);
  if (problems.length > 0) return { problems };
  const at = now.toISOString();
  const freeze: Freeze = {
    ...draft,
    id,
    stopsLine,
    version: 1,
    owner: actor,
    declaredAt: at,
    moved: [],
    ended: null,
  };
  const { window } = standing(freeze, now);
  return {
    freeze,
    change: { change: 'declared', actor, reason, at, window },
  };
}

function refuseOver(freeze: Freeze, now: Date): { refused: Refused } | null {
  if (freeze.ended) {
    return {
      refused: refuse(
        'not-open',
        `${freeze.ended.actor.name} ended it already`,
        'Declare a new freeze',
      ),
    };
  }
  return standing(freeze, now).state === 'past'
    ? {
        refused: refuse('not-open', 'It is over', 'Declare a new freeze'),
      }
    : null;
}

function refuseEnd(later: string, window: FreezeWindow): FreezeOutcome | null {
  const wrong = (message: string, remedy: string): FreezeOutcome => ({
    problems: [{ path: ['end'], message, remedy }],
  });
  if (window.end === null) {
    return wrong(
      'It lasts until somebody ends it already',
      'End it when it is over',
    );
  }
  if (Date.parse(later) <= Date.parse(window.end)) {
    return wrong(
      'That is not later than its end now',
      'Choose a later time; to shorten it, end it when it is over',
    );
  }
  return Date.parse(later) - Date.parse(window.start) > LONGEST_MS
    ? wrong('It would last longer than a year', 'Choose an earlier time')
    : null;
}

function withMoved(
  freeze: Freeze,
  { start }: FreezeWindow,
  other: string,
): Freeze {
  const others = freeze.moved.filter(window => window.start !== start);
  return {
    ...freeze,
    moved: [...others.slice(1 - MOST_MOVED), { start, end: other }],
  };
}

/**
 * Lets it end later: a one-off, or the window in force of a recurring one.
 * Pure.
 */
export function extend(
  freeze: Freeze,
  later: string,
  given: Given,
): FreezeOutcome {
  const over = refuseOver(freeze, given.now);
  if (over) return over;
  const { timing } = freeze;
  const window =
    timing.kind === 'one-off' ? timing : inForce(freeze, given.now);
  if (!window) {
    return {
      refused: refuse(
        'not-open',
        'None of its windows is in force now',
        'Extend one while it is in force, or declare a one-off freeze',
      ),
    };
  }
  const refused = refuseEnd(later, window);
  if (refused) return refused;
  const next: Freeze =
    timing.kind === 'one-off'
      ? { ...freeze, timing: { ...timing, end: later } }
      : withMoved(freeze, window, later);
  return changed(next, 'extended', { start: window.start, end: later }, given);
}

/** Ends it for good, or only the window in force of a recurring one. Pure. */
export function end(
  freeze: Freeze,
  what: 'freeze' | 'window',
  given: Given,
): FreezeOutcome {
  const { actor, reason, now } = given;
  const over = refuseOver(freeze, now);
  if (over) return over;
  const at = now.toISOString();
  const window = inForce(freeze, now);
  const cut = window && { start: window.start, end: at };
  if (what === 'freeze' || freeze.timing.kind === 'one-off') {
    const next = { ...freeze, ended: { actor, reason, at } };
    return changed(next, 'ended', cut, given);
  }
  return cut
    ? changed(withMoved(freeze, cut, at), 'window-ended', cut, given)
    : {
        refused: refuse(
          'not-open',
          'None of its windows is in force now',
          'End the freeze itself, if it shall not come again',
        ),
      };
}
