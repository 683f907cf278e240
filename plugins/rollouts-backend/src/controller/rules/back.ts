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
  formatDuration,
  targetLabel,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { ControllerCommand } from '../../lifecycle/commands';
import { isAcknowledged } from '../exposure';
import type { Subject, TargetView } from '../subject';
import { readBackOf } from './readBack';

function whyNot({ trouble }: TargetView, otherwise: string): string {
  return trouble ?? otherwise;
}

/**
 * What a rollback has come to, after an attempt on the own target: all
 * targets read back, or taking so long that people are called.
 */
export function outcomeOfRestore(
  subject: Subject,
  trouble: string | null,
): ControllerCommand | null {
  const { state, context, limits, targets } = subject;
  if (targets.every(target => isAcknowledged(subject, target))) {
    const instants = targets.flatMap(target =>
      target.acknowledged ? [target.acknowledged.writtenAt] : [],
    );
    const restoredAt = instants.sort().at(-1) ?? context.now.toISOString();
    return {
      command: 'acknowledge-restore',
      reason: 'Every target was read back at its baseline',
      restoredAt,
      readBack: readBackOf(subject),
    };
  }
  const decidedAt = state.reversal?.decidedAt;
  if (state.phase !== 'rolling-back' || decidedAt === undefined) return null;
  const age = context.now.getTime() - Date.parse(decidedAt);
  if (trouble === null || age < limits.stuckMs) return null;
  return {
    command: 'report-stuck',
    reason: `Not restored after ${formatDuration(age / 1000)}: ${targets
      .filter(target => !isAcknowledged(subject, target))
      .map(target => `${targetLabel(target.ref)}: ${whyNot(target, trouble)}`)
      .join('; ')}`,
  };
}
