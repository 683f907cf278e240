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
  CheckVerdict,
  Guardrail,
  Reversal,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { isWatched, type HoldCause } from '../../lifecycle/state';
import type { Rule, Step, Subject } from '../subject';

/** Whether `hold` is open: exposed, and neither held nor at the end. */
export function canHold({ state }: Subject): boolean {
  return (
    state.phase === 'exposing' ||
    state.phase === 'observing' ||
    (state.phase === 'waiting' && state.stageIndex >= 0)
  );
}

/**
 * Takes the exposure back, or holds where the plan says that its change can't
 * be undone.
 */
export function takeBack(
  subject: Subject,
  reason: string,
  cause: Exclude<Reversal['cause'], 'person'>,
  holdCause: 'breach' | 'no-data' | 'undecided' | 'fault',
  checks: CheckVerdict[] = [],
): Step | undefined {
  if (subject.context.plan.rollbackPlan.kind === 'restore-baseline') {
    return { command: { command: 'roll-back', reason, cause, checks } };
  }
  return canHold(subject)
    ? { command: { command: 'hold', reason, cause: holdCause, checks } }
    : undefined;
}

function guardrailOf(
  subject: Subject,
  check: CheckVerdict,
): Guardrail | undefined {
  return subject.context.plan.guardrails.find(
    guardrail => guardrail.name === check.guardrail,
  );
}

function sentences(checks: CheckVerdict[]): string {
  return checks.map(check => check.sentence).join('; ');
}

/** Tells people of it, unless they were told in this stage. */
export function tell(
  { state }: Subject,
  subject: string,
  reason: string,
  checks: CheckVerdict[] = [],
): Step | undefined {
  return state.reported.includes(subject)
    ? undefined
    : { command: { command: 'report', reason, subject, checks } };
}

type Action = Guardrail['onBreach'] | Guardrail['noData']['action'];

/** Whether only words are left: it is held for something else, or at the end. */
function isOnlyTold(
  { state }: Subject,
  cause: HoldCause,
  action: Action,
): boolean {
  return (
    action === 'notify' ||
    state.phase === 'completed' ||
    (state.phase === 'held' && state.held?.cause !== cause)
  );
}

function act(
  subject: Subject,
  cause: 'breach' | 'no-data',
  checks: CheckVerdict[],
  actionOf: (guardrail: Guardrail) => Action,
): Step | undefined {
  const actions = checks.flatMap(check => {
    const guardrail = guardrailOf(subject, check);
    return guardrail ? [{ check, action: actionOf(guardrail) }] : [];
  });
  const withAction = (wanted: Action) =>
    actions.flatMap(({ check, action }) => (action === wanted ? [check] : []));
  const back = withAction('roll-back');
  const taken =
    back.length > 0
      ? takeBack(subject, sentences(back), cause, cause, back)
      : undefined;
  if (taken) return taken;
  const held = withAction('hold');
  if (held.length > 0 && canHold(subject)) {
    const reason = sentences(held);
    return { command: { command: 'hold', reason, cause, checks: held } };
  }
  for (const { check, action } of actions) {
    const told =
      isOnlyTold(subject, cause, action) &&
      tell(subject, `${cause}/${check.guardrail}`, check.sentence, [check]);
    if (told) return told;
  }
  return undefined;
}

function ofWatched(
  subject: Subject,
  isMeant: (check: CheckVerdict) => boolean,
): CheckVerdict[] {
  return isWatched(subject.state, subject.context.plan)
    ? subject.context.evidence.checks.filter(isMeant)
    : [];
}

/** What fresh data shows comes before everything. */
export const onBreach: Rule = subject =>
  act(
    subject,
    'breach',
    ofWatched(subject, check => check.verdict === 'breached'),
    guardrail => guardrail.onBreach,
  );

/** Nothing usable was seen for as long as the guardrail bears. */
export const onNoData: Rule = subject =>
  act(
    subject,
    'no-data',
    ofWatched(subject, check => check.verdict === 'unknown' && check.overdue),
    guardrail => guardrail.noData.action,
  );
