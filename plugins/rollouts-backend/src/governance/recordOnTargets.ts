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
  TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import type { AnyCommandName } from '../lifecycle/commands';
import { eventWordsOf } from '../lifecycle/eventWords';
import { addTargetEvent } from '../store/outbox';

interface Recorded {
  rolloutId: string;
  command: AnyCommandName;
  decision: Decision;
  targets: readonly TargetRef[];
}

function textOf({ result, reason }: Decision): string {
  const { sentence } = result;
  const ended = /[.!?…]$/.test(sentence) ? sentence : `${sentence}.`;
  if (reason === '' || sentence.includes(reason)) return ended;
  return `${ended} Reason: ${reason}${/[.!?…]$/.test(reason) ? '' : '.'}`;
}

/**
 * Keeps what a decision says on the objects of its targets, one entry each, so
 * that a cluster that does not answer keeps no other from being told.
 *
 * @param kinds - Of the targets that can be told of it.
 */
export async function recordOnTargets(
  trx: Knex,
  kinds: ReadonlySet<string>,
  { rolloutId, command, decision, targets }: Recorded,
): Promise<void> {
  const words = eventWordsOf(command);
  if (!words) return;
  const { experimentId, seq, at, actor } = decision;
  const id = `${experimentId}/${seq}`;
  for (const [index, target] of targets.entries()) {
    if (!kinds.has(target.kind)) continue;
    await addTargetEvent(
      trx,
      {
        target,
        rolloutId,
        decision: id,
        at,
        command,
        ...words,
        actor: { ref: actor.ref, name: actor.name },
        text: textOf(decision),
      },
      `${id}/target-event/${index}`,
    );
  }
}
