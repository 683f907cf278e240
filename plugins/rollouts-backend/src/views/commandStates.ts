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
  policyTitle,
  type Command,
  type CommandName,
  type CommandState,
} from '@stagecraft/backstage-plugin-rollouts-common';
import {
  failingPolicies,
  FREEZE,
  standingFreezes,
} from '../lifecycle/bypasses';
import { decide } from '../lifecycle/decide';
import type { DecideContext } from '../lifecycle/decision';
import { missingMilestones, openObjections } from '../lifecycle/gates';
import { approvalsOf } from '../lifecycle/quorums';
import type { StoredRollout } from '../store/rollouts';
import { lacksFor } from '../permissions/commandPermissions';
import { rowOf, type Viewer } from '../permissions/Viewer';

type Subject = Pick<
  CommandState,
  | 'stageIndex'
  | 'milestone'
  | 'objection'
  | 'policy'
  | 'title'
  | 'freeze'
  | 'sentence'
>;

interface Probe {
  command: Command;
  subject: Subject;
}

const PLAIN: readonly Exclude<
  CommandName,
  | 'revise'
  | 'approve'
  | 'withdraw-approval'
  | 'object'
  | 'resolve-objection'
  | 'attest-milestone'
  | 'bypass'
>[] = [
  'withdraw',
  'start',
  'advance',
  'hold',
  'resume',
  'roll-back',
  'acknowledge-stuck',
  'promote',
  'cancel',
];

/** What a revision is tried with: any plan that is not the present one. */
const ANOTHER_HASH = '';

/** Each failing policy, and each freeze, that somebody could go past. */
function bypassProbes(
  { state, planHash, version }: StoredRollout,
  context: DecideContext,
): Probe[] {
  const reason = 'Could it be gone past in an emergency?';
  const subjects = [
    ...failingPolicies(state, context).map(result => ({
      what: { policy: result.policy },
      told: { title: policyTitle(result), sentence: result.explanation },
    })),
    ...standingFreezes(state, context).map(({ id: freeze, sentence }) => ({
      what: { policy: FREEZE, freeze },
      told: { sentence },
    })),
  ];
  return subjects.map(({ what, told }) => ({
    command: { command: 'bypass', version, planHash, reason, ...what },
    subject: { ...what, ...told },
  }));
}

function probes(
  rollout: StoredRollout,
  context: DecideContext,
  viewer: Viewer,
): Probe[] {
  const { state, plan, planHash, version } = rollout;
  const given = { version, reason: 'Could it be done?' };
  const next = state.stageIndex + 1;
  const ahead = plan.stages.map((_, index) => index).slice(next);
  const { playbook, format, service, metricDefinitions, ...content } = plan;
  const draft = { ...content, playbook: playbook.id };
  return [
    { command: { command: 'revise', ...given, plan: draft }, subject: {} },
    { command: { command: 'object', ...given, planHash }, subject: {} },
    ...PLAIN.map(
      (command): Probe => ({ command: { command, ...given }, subject: {} }),
    ),
    ...ahead.slice(0, 1).map(
      (stageIndex): Probe => ({
        command: {
          command: 'approve',
          ...given,
          stageIndex,
          planHash,
          ...(state.askedOn ? { evidenceDigest: state.askedOn.digest } : {}),
        },
        subject: { stageIndex },
      }),
    ),
    ...ahead
      .filter(stageIndex =>
        approvalsOf(state, planHash, stageIndex).some(
          approval => approval.actor.ref === viewer.actor.ref,
        ),
      )
      .map(
        (stageIndex): Probe => ({
          command: { command: 'withdraw-approval', ...given, stageIndex },
          subject: { stageIndex },
        }),
      ),
    ...openObjections(state).map(
      ({ id: objection }): Probe => ({
        command: { command: 'resolve-objection', ...given, objection },
        subject: { objection },
      }),
    ),
    ...ahead.flatMap(stageIndex =>
      missingMilestones(state, plan, planHash, stageIndex).map(
        ({ name: milestone }): Probe => ({
          command: {
            command: 'attest-milestone',
            ...given,
            stageIndex,
            milestone,
          },
          subject: { stageIndex, milestone },
        }),
      ),
    ),
    ...bypassProbes(rollout, context),
  ];
}

/**
 * Every command as it stands for this viewer: tried with the same `decide`
 * that would refuse it.
 */
export function commandStates(
  rollout: StoredRollout,
  context: DecideContext,
  viewer: Viewer,
): CommandState[] {
  const revising = {
    ...context,
    // A plan that policy refuses now is what revising is for.
    policies: [],
    revised: { plan: rollout.plan, planHash: ANOTHER_HASH },
  };
  const row = rowOf(rollout);
  return probes(rollout, context, viewer).map(
    ({ command, subject }): CommandState => {
      const name = command.command;
      const outcome = decide(
        rollout.state,
        command,
        viewer.actor,
        name === 'revise' ? revising : context,
      );
      const lacks = outcome.accepted
        ? lacksFor(viewer, name, row)
        : { reason: outcome.reason, remedy: outcome.remedy };
      if (!lacks) return { command: name, open: true, ...subject };
      return {
        command: name,
        open: false,
        ...lacks,
        whoCould: outcome.accepted ? [] : outcome.whoCould,
        ...subject,
      };
    },
  );
}

/** Whether the viewer is asked to approve, even if policy refuses it now. */
export function couldApprove(
  rollout: StoredRollout,
  context: DecideContext,
  viewer: Viewer,
): boolean {
  return commandStates(rollout, { ...context, policies: [] }, viewer).some(
    ({ command, open }) => command === 'approve' && open,
  );
}
