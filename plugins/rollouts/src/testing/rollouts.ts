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
  COMMANDS,
  exposureOfStage,
  NO_EXPOSURE,
  type Actor,
  type CheckVerdict,
  type CommandName,
  type CommandState,
  type Rollout,
  type RolloutRow,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { aPlan, HASH } from './plans';
import { at } from './time';

export const DANA: Actor = {
  kind: 'person',
  ref: 'user:default/dana',
  name: 'Dana Developer',
};
export const OLE: Actor = {
  kind: 'person',
  ref: 'user:default/ole',
  name: 'Ole Owner',
  groups: ['group:default/payments-owners'],
};
export const CONTROLLER: Actor = {
  kind: 'controller',
  ref: 'controller',
  name: 'controller',
};

export function aCheck(overrides: Partial<CheckVerdict> = {}): CheckVerdict {
  return {
    guardrail: 'p95-latency',
    metric: 'http-latency-p95',
    verdict: 'holds',
    since: at(-900),
    assessedAt: at(-4),
    unit: 'ms',
    new: 212,
    baseline: 198,
    limit: 300,
    count: 1840,
    failedLooks: 0,
    confirmations: 3,
    overdue: false,
    sentence:
      'p95 latency 212 ms, limit 300 ms, baseline 198 ms, 3 of 3 looks hold.',
    ...overrides,
  };
}

export const CHECKS: CheckVerdict[] = [
  aCheck(),
  aCheck({
    guardrail: 'error-rate',
    metric: 'http-errors',
    unit: 'ratio',
    new: 0.0041,
    baseline: 0.0038,
    limit: 0.00456,
    sentence: 'Errors 0.4 %, limit 0.5 %, baseline 0.4 %, 3 of 3 looks hold.',
  }),
];

const CLOSED: Omit<CommandState, 'command' | 'open'> = {
  reason: 'The rollout is not in a phase that allows it.',
  remedy: 'Wait until it is, or read what happens next.',
};

/** The commands, with the named ones open. */
export function commands(
  open: readonly CommandName[],
  special: readonly CommandState[] = [],
): CommandState[] {
  return [
    ...COMMANDS.filter(
      command => !special.some(state => state.command === command),
    ).map(
      (command): CommandState =>
        open.includes(command)
          ? { command, open: true }
          : { command, open: false, ...CLOSED },
    ),
    ...special,
  ];
}

/** A rollout that observes its second stage and is well. */
export function aRollout(overrides: Partial<Rollout> = {}): Rollout {
  const plan = overrides.plan ?? aPlan();
  const stageIndex = overrides.stageIndex ?? 1;
  const exposure =
    overrides.exposure ??
    (stageIndex < 0 ? NO_EXPOSURE : exposureOfStage(plan.stages, stageIndex));
  return {
    id: 'r-observing',
    version: 7,
    now: at(0),
    experiment: { id: 'e-1', title: 'Faster checkout with fewer round trips' },
    service: plan.service,
    system: 'system:default/shop',
    owner: 'group:default/payments-owners',
    environment: plan.environment,
    playbook: plan.playbook,
    phase: 'observing',
    stageIndex,
    ladder: plan.stages.map(({ name, audience, exposure: share }) => ({
      name,
      audience,
      exposure: share,
    })),
    exposure,
    health: 'holds',
    worstCheck: CHECKS[0] ?? null,
    summary: 'Stage 2 of 4 exposes 5.0 % of everyone, and all checks hold.',
    next: `Stage 2 of 4 observes until ${at(720)
      .replace('T', ' ')
      .slice(0, 19)} UTC, then needs one approval from payments-owners.`,
    nextAt: at(720),
    waitsFor: [],
    whoMustAct: [],
    heldReason: null,
    requestedBy: 'user:default/dana',
    createdAt: at(-7200),
    updatedAt: at(-180),
    stageEnteredAt: at(-180),
    endsAt: plan.end,
    commands: commands(
      ['hold', 'roll-back'],
      [
        {
          command: 'approve',
          open: false,
          stageIndex: 2,
          reason: 'You asked for this rollout, and nobody approves their own.',
          remedy: 'Ask one of those who could.',
          whoCould: ['group:default/payments-owners'],
        },
      ],
    ),
    businessGoal: 'Fewer abandoned baskets',
    hypothesis: {
      belief: 'one request in place of four makes checkout faster',
      audience: 'people on slow connections',
      expectedOutcome: 'at least 2 % more orders per visit',
      refutedBy: 'orders per visit do not rise, or errors do',
    },
    plan,
    planHash: HASH,
    recoverySteps: [
      'Roll back from this page. It needs no approval.',
      'Check that the route shows 100 % for the baseline: `kubectl -n shop get httproute checkout -o yaml`.',
      'Tell #shop-incidents what you saw, with the link to this page.',
    ],
    approvals: [
      {
        planHash: HASH,
        stageIndex: 1,
        actor: OLE,
        reason: 'Reviewed the change and the way back.',
        at: at(-1500),
      },
    ],
    quorums: plan.stages.flatMap((stage, index) =>
      stage.approvals.required > 0
        ? [
            {
              stageIndex: index,
              required: stage.approvals.required,
              from: ['group:default/payments-owners'],
              given: index <= stageIndex ? [OLE.ref] : [],
            },
          ]
        : [],
    ),
    asked: null,
    objections: [],
    bypasses: [],
    attestations: [
      {
        planHash: HASH,
        stageIndex: 1,
        milestone: 'support-briefed',
        actor: OLE,
        reason: 'Briefed in the morning call.',
        at: at(-1600),
      },
    ],
    checks: CHECKS,
    targets: plan.targets.map(ref => ({
      ref,
      exposure,
      intended: exposure,
      fence: { epoch: 1, count: 4 },
      generation: 31,
      accepted: true,
      lastWriter: null,
      reverts: 0,
      capsule: 'stagecraft/capsule-4d2f',
      seenAt: at(-3),
      served: exposure.everyone,
      trouble: null,
      attempts: 1,
      nextAttemptAt: null,
    })),
    stageTimes: plan.stages.slice(0, stageIndex + 1).map((_, index) => ({
      index,
      enteredAt: at(-180 - (stageIndex - index) * 900),
      leftAt:
        index === stageIndex ? null : at(-180 - (stageIndex - index - 1) * 900),
    })),
    stageSample: 3120,
    reversal: null,
    promotedAt: null,
    ...overrides,
  };
}

/** The board's row of a rollout. */
export function rowOf(rollout: Rollout): RolloutRow {
  const {
    now: _now,
    businessGoal: _goal,
    hypothesis: _hypothesis,
    plan: _plan,
    planHash: _hash,
    recoverySteps: _steps,
    approvals: _approvals,
    objections: _objections,
    attestations: _attestations,
    checks: _checks,
    targets: _targets,
    stageTimes: _times,
    stageSample: _sample,
    reversal: _reversal,
    promotedAt: _promoted,
    ...row
  } = rollout;
  return row;
}
