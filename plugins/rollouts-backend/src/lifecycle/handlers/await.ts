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

import type { Wait } from '@stagecraft/backstage-plugin-rollouts-common';
import { restsOn, type DecideContext, type Outcome } from '../decision';
import { isStillAsked, isTimeToAsk } from '../asking';
import { gatesAhead, isOfOpenStage } from '../gates';
import type { Handler } from '../handler';
import { gateClosed, notOpen, refuse } from '../refuse';
import { missingFrom, standingsOf } from '../quorums';
import type { RolloutState } from '../state';

const NOT_ASKED_MEANWHILE: readonly Wait['for'][] = ['policy', 'freeze'];

/** People were asked, and something stands before the stage that they can't settle. */
function stopAsking(state: RolloutState, context: DecideContext): Outcome {
  const standing = gatesAhead(state, context).find(gate =>
    NOT_ASKED_MEANWHILE.includes(gate.for),
  );
  if (!standing || isStillAsked(state, context)) {
    return notOpen(state.phase, 'People are asked once nothing else is ahead');
  }
  return {
    accepted: true,
    next: state,
    sentence: `Nobody is asked meanwhile: ${standing.sentence}`,
    evidence: {},
    effects: [],
  };
}

/** People could not be asked when the stage was through, and now they can. */
function askNow(state: RolloutState, context: DecideContext): Outcome {
  if (state.askedAt !== null) return stopAsking(state, context);
  if (!isTimeToAsk(state, context)) {
    return notOpen(state.phase, 'People are asked once nothing else is ahead');
  }
  return {
    accepted: true,
    next: state,
    sentence: gatesAhead(state, context)[0].sentence,
    evidence: restsOn(context),
    effects: [],
  };
}

/** What was approved waited until too few of its approvals count. */
function askAgain(state: RolloutState, context: DecideContext): Outcome {
  if (missingFrom(standingsOf(state, context, 0)).length === 0) {
    return notOpen(state.phase, 'Its first stage is approved');
  }
  return {
    accepted: true,
    next: state,
    sentence:
      'Approvals of stage 1 no longer count: it asks again before it opens',
    evidence: {},
    effects: [{ kind: 'wake', urgent: false }],
  };
}

export const awaitGates: Handler<'await'> = (
  state,
  _command,
  _actor,
  context,
) => {
  const isNotOpened = state.stageIndex < 0;
  if (isNotOpened && ['approved', 'waiting'].includes(state.phase)) {
    return askAgain(state, context);
  }
  if (state.phase === 'waiting') return askNow(state, context);
  if (state.phase !== 'observing') {
    return notOpen(state.phase, 'Only an observed stage can wait');
  }
  const gates = gatesAhead(state, context);
  const own = gates.find(isOfOpenStage);
  if (own) return gateClosed(own);
  if (gates.length === 0) {
    return refuse('gate-closed', 'Nothing to wait for', 'Advance');
  }
  return {
    accepted: true,
    next: { ...state, phase: 'waiting' },
    sentence: `Stage ${state.stageIndex + 1} is through; now: ${
      gates[0].sentence
    }`,
    evidence: restsOn(context),
    effects: [{ kind: 'wake', urgent: false }],
  };
};
