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

import type { Playbook } from '@stagecraft/backstage-plugin-rollouts-common';
import {
  internalStage,
  makeGuardrail,
  makePlanDraft,
  makeStage,
  NOW,
} from '../testing/plans';
import { boundOf, drillPlan, goalsOf, guardrailOf } from './plan';

describe('the plan', () => {
  const draft = makePlanDraft();
  const playbook: Playbook = {
    id: 'standard',
    title: 'Standard',
    purpose: 'Any',
    roles: [],
    stages: draft.stages,
    guardrails: [
      makeGuardrail({ onBreach: 'hold' }),
      makeGuardrail({ name: 'latency' }),
    ],
    endsAfterSeconds: 3600,
    recoverySteps: ['Look'],
    contacts: [],
  };
  const template = {
    playbook,
    environment: 'production',
    isProduction: true,
    breach: 'injected-metric' as const,
    guardrail: playbook.guardrails[0],
    artefacts: draft.artefacts,
    targets: draft.targets,
    now: NOW,
    demands: [{ minimumBakeSeconds: 3600 }, { minimumSample: 500 }],
  };

  it('is the smallest stage by itself, opens without asking, and takes back', () => {
    const plan = drillPlan(template);
    expect(plan.stages).toEqual([
      expect.objectContaining({
        name: 'internal',
        exposure: 10_000,
        milestones: [],
        approvals: { required: 0, from: 'approvers' },
        bakeSeconds: 3600,
        minimumSample: 500,
      }),
    ]);
    expect(plan.guardrails.map(each => each.onBreach)).toEqual(['roll-back']);
    expect(plan.drill).toEqual({ breach: 'injected-metric' });
    expect(plan.stages[0].bakeSeconds).toBeGreaterThan(
      boundOf(goalsOf(playbook)),
    );
  });

  it('is bounded in production and asks where users may be hurt', () => {
    const everyone = makeStage({
      exposure: 500,
      approvals: { required: 1, from: 'approvers' },
    });
    const ofEveryone = {
      ...template,
      playbook: { ...playbook, stages: [everyone] },
    };
    expect(drillPlan(ofEveryone).stages[0]).toMatchObject({
      exposure: 100,
      approvals: { required: 1 },
    });
    expect(
      drillPlan({ ...ofEveryone, isProduction: false }).stages[0],
    ).toMatchObject({ exposure: 500, approvals: { required: 0 } });
  });

  it('breaches the guardrail that is named, else the first that takes back', () => {
    const watched = {
      ...playbook,
      stages: [{ ...internalStage, guardrails: ['errors', 'latency'] }],
    };
    expect(guardrailOf(watched, undefined)?.name).toBe('latency');
    expect(guardrailOf(watched, 'errors')?.name).toBe('errors');
    expect(guardrailOf(watched, 'orders')).toBeUndefined();
  });
});
