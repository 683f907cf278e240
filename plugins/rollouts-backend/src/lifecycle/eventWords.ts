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

import type { AnyCommandName } from './commands';

/** What a decision is called where its targets are. */
export interface EventWords {
  reason: string;
  severity: 'normal' | 'warning';
}

function normal(reason: string): EventWords {
  return { reason, severity: 'normal' };
}

function warning(reason: string): EventWords {
  return { reason, severity: 'warning' };
}

const WORDS: ReadonlyMap<AnyCommandName, EventWords> = new Map([
  ['approve', normal('StageApproved')],
  ['bypass', warning('PolicyBypassed')],
  ['start', normal('RolloutStarted')],
  ['advance', normal('StageOpened')],
  ['acknowledge-exposure', normal('StageExposed')],
  ['hold', warning('RolloutHeld')],
  ['resume', normal('RolloutResumed')],
  ['report', warning('NeedsALook')],
  ['roll-back', warning('RollingBack')],
  ['acknowledge-restore', normal('RolledBack')],
  ['report-stuck', warning('RolloutStuck')],
  ['acknowledge-stuck', normal('StuckAcknowledged')],
  ['complete', normal('RolloutCompleted')],
  ['promote', normal('RolloutPromoted')],
  ['close-way-back', normal('WayBackClosed')],
]);

/** Of what moves exposure or lets it move; undefined for anything else. */
export function eventWordsOf(command: AnyCommandName): EventWords | undefined {
  return WORDS.get(command);
}
