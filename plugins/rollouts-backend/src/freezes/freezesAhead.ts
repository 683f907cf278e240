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
  Freeze,
  FreezeAhead,
  FreezeWindow,
  PolicyResult,
  Stage,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { tellInstant, tellUntil } from './tell';
import { windowsBetween } from './windows';

/** What of a plan's stages lies ahead, and when. */
export interface Timing {
  /** When the first of them could open, were there no freeze. */
  from: Date;
  /** Its place in the plan. */
  firstIndex: number;
  stages: readonly Pick<Stage, 'bakeSeconds'>[];
  /** The plan's end, where it is known. */
  end?: Date;
}

export interface Outlook {
  ahead: FreezeAhead[];
  /** The earliest finish; null where nobody has said when a freeze ends. */
  finish: Date | null;
}

type Known = Pick<Freeze, 'id' | 'title' | 'timing' | 'moved' | 'ended'>;

/** Plans end within a month; windows later than that change nothing. */
const HORIZON_MS = 62 * 86_400_000;

interface Frozen {
  freeze: Pick<Freeze, 'id' | 'title'>;
  window: FreezeWindow;
}

function windowsOf(freezes: readonly Known[], from: Date): Frozen[] {
  const to = new Date(from.getTime() + HORIZON_MS);
  return freezes.flatMap(freeze =>
    windowsBetween(freeze, from, to).map(window => ({
      freeze: { id: freeze.id, title: freeze.title },
      window,
    })),
  );
}

function frozenAt(windows: readonly Frozen[], at: number): Frozen | undefined {
  return windows.find(
    ({ window: { start, end } }) =>
      Date.parse(start) <= at && (end === null || at < Date.parse(end)),
  );
}

/**
 * Which freezes the stages ahead run into, when nothing else keeps them
 * waiting, and when the last of them is through then. A stage opens only
 * outside of freezes; its bake time goes on in them. Pure.
 *
 * @param freezes - Those whose scope takes the plan in.
 */
export function freezesAhead(
  { from, firstIndex, stages }: Timing,
  freezes: readonly Known[],
): Outlook {
  const windows = windowsOf(freezes, from);
  const ahead: FreezeAhead[] = [];
  let at = from.getTime();
  for (const [index, stage] of stages.entries()) {
    for (let hit = frozenAt(windows, at); hit; hit = frozenAt(windows, at)) {
      ahead.push({ ...hit, stageIndex: firstIndex + index });
      if (hit.window.end === null) return { ahead, finish: null };
      at = Date.parse(hit.window.end);
    }
    at += stage.bakeSeconds * 1000;
  }
  return { ahead, finish: new Date(at) };
}

function explain({ freeze, window, stageIndex }: FreezeAhead): string {
  return `Freeze "${freeze.title}" holds stage ${stageIndex + 1} ${tellUntil(
    window.end,
  )}`;
}

/**
 * The same as what a policy says: it warns, and never fails, because it is
 * when a stage opens that decides.
 */
export function judgeFreezes(
  timing: Timing,
  freezes: readonly Known[],
): PolicyResult {
  const { ahead, finish } = freezesAhead(timing, freezes);
  const policy = 'freeze';
  const path = ['schedule'];
  if (ahead.length === 0) {
    return { policy, outcome: 'pass', explanation: 'No freeze is in its way' };
  }
  const what = ahead.slice(0, 3).map(explain).join('; ');
  const more = ahead.length > 3 ? `; and ${ahead.length - 3} more` : '';
  if (finish === null) {
    return {
      policy,
      outcome: 'warn',
      explanation: `${what}${more}`,
      remedy: 'Ask its contact when it ends',
      path,
    };
  }
  const tooLate = timing.end !== undefined && finish > timing.end;
  return {
    policy,
    outcome: 'warn',
    explanation: `${what}${more}: the earliest finish is ${tellInstant(
      finish,
    )}${tooLate ? ", after the plan's end" : ''}`,
    remedy: tooLate
      ? 'Choose a later end, or start after the freeze'
      : 'Start after the freeze, or let it wait',
    path,
  };
}
