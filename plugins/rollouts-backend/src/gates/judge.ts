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
  FlaggerGate,
  Phase,
} from '@stagecraft/backstage-plugin-rollouts-common';

/** What is known of a rollout that an engine asks about. */
export interface Asked {
  phase: Phase;
  /** From 0; -1 before the first. */
  stageIndex: number;
  stages: number;
  /** Why it is held, rolled back or stuck; null otherwise. */
  why: string | null;
  /**
   * Whether the engine asks for the content that the plan was first asked
   * about: `unsaid` when it does not say which.
   */
  content: 'same' | 'other' | 'unsaid';
}

export interface Judgement {
  open: boolean;
  reason: string;
}

const open = (reason: string): Judgement => ({ open: true, reason });
const closed = (reason: string): Judgement => ({ open: false, reason });

function because({ why }: Asked): string {
  return why === null ? '' : `: ${why}`;
}

/** Whether what was decided is to take the new version back. */
function judgeRollback(asked: Asked): Judgement {
  switch (asked.phase) {
    case 'rolling-back':
    case 'stuck':
      return open(`A rollback was decided${because(asked)}`);
    case 'rolled-back':
      return asked.content === 'other'
        ? closed('What was rolled back was other content')
        : open(`It was rolled back${because(asked)}`);
    default:
      return closed('No rollback was decided');
  }
}

/** Whether the new version may be exposed at all, and further. */
function judgeForward(gate: FlaggerGate, asked: Asked): Judgement {
  const { phase, stageIndex, stages } = asked;
  const at = `Stage ${stageIndex + 1} of ${stages} is open`;
  switch (phase) {
    case 'proposed':
      return closed('The first stage is not approved yet');
    case 'approved':
      return closed('It is approved, and not started yet');
    case 'waiting':
      if (stageIndex < 0) return closed('It is started, and no stage is open');
      return gate === 'confirm-rollout'
        ? open(at)
        : closed(`${at}, and the next one waits`);
    case 'exposing':
    case 'observing':
      return gate === 'confirm-promotion'
        ? closed(`${at}: not everyone is exposed yet`)
        : open(at);
    case 'held':
      return closed(`It is held${because(asked)}`);
    case 'rolling-back':
    case 'stuck':
    case 'rolled-back':
      return closed(`A rollback was decided${because(asked)}`);
    case 'cancelled':
      return closed('It was cancelled');
    case 'completed':
      return open('It is completed at full exposure');
    default:
      throw new Error(`No such phase: ${phase satisfies never}`);
  }
}

const OTHER =
  'Its plan was first asked about with other content. Revise the plan, or request a rollout of this content';

/** What a gate says about a rollout. Lowering asks for no content. */
export function judge(gate: FlaggerGate, asked: Asked): Judgement {
  if (gate === 'rollback') return judgeRollback(asked);
  if (asked.content === 'other') return closed(OTHER);
  return judgeForward(gate, asked);
}

/** What an engine is told that asks whether to go on. */
export function decideFor(
  asked: Asked,
): { result: 'go' | 'wait' | 'stop' } & Judgement {
  const forward = judge('confirm-traffic-increase', asked);
  if (forward.open) return { result: 'go', ...forward };
  const back = judgeRollback(asked);
  const ended = back.open || asked.phase === 'cancelled';
  return ended && asked.content !== 'other'
    ? { result: 'stop', ...forward }
    : { result: 'wait', ...forward };
}
