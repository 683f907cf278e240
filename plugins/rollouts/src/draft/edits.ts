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

import type { Form, GuardrailForm, LadderForm, StageForm } from './form';
import type { Template } from './template';

function freeName(prefix: string, taken: readonly string[]): string {
  let number = taken.length + 1;
  while (taken.includes(`${prefix}-${number}`)) number += 1;
  return `${prefix}-${number}`;
}

function withLadder<F extends LadderForm>(
  form: F,
  changed: Partial<LadderForm['plan']>,
): F {
  return { ...form, plan: { ...form.plan, ...changed } };
}

/** A playbook's ladder, guardrails and end in place of those in the form. */
export function withTemplate(form: Form, template: Template): Form {
  const { playbook, stages, guardrails, end } = template;
  return {
    ...form,
    plan: { ...form.plan, playbook, stages, guardrails, end },
    header: template.header ?? form.header,
    segment: template.segment ?? form.segment,
  };
}

const FIRST_STAGE = {
  audience: { kind: 'everyone' },
  exposure: 100,
  bakeSeconds: 600,
  minimumSample: 1000,
  milestones: [],
  approvals: { required: 1, from: 'approvers' },
  decideBySeconds: 86_400,
} as const;

/** A stage after the last: as that one is, but for all of everyone. */
export function withStageAdded<F extends LadderForm>(form: F): F {
  const { stages, guardrails } = form.plan;
  const last = stages.at(-1);
  const added: StageForm = {
    ...(last ?? { ...FIRST_STAGE, milestones: [] }),
    ...(last && { audience: { kind: 'everyone' }, exposure: 10_000 }),
    guardrails: last?.guardrails ?? guardrails.map(({ name }) => name),
    milestones: [],
    key: freeName(
      'stage',
      stages.map(({ key }) => key),
    ),
    name: freeName(
      'stage',
      stages.map(({ name }) => name),
    ),
  };
  return withLadder(form, { stages: [...stages, added] });
}

export function withStageRemoved<F extends LadderForm>(
  form: F,
  index: number,
): F {
  return withLadder(form, {
    stages: form.plan.stages.filter((_, position) => position !== index),
  });
}

export function withStageMoved<F extends LadderForm>(
  form: F,
  index: number,
  by: -1 | 1,
): F {
  const stages = [...form.plan.stages];
  const [moved] = stages.splice(index, 1);
  const to = index + by;
  if (!moved || to < 0 || to > stages.length) return form;
  stages.splice(to, 0, moved);
  return withLadder(form, { stages });
}

function inStages(form: LadderForm, change: (names: string[]) => string[]) {
  return form.plan.stages.map(stage => ({
    ...stage,
    guardrails: change(stage.guardrails),
  }));
}

/** A guardrail that watches every stage. */
export function withGuardrailAdded<F extends LadderForm>(
  form: F,
  metric: string,
): F {
  const { guardrails } = form.plan;
  const names = guardrails.map(guardrail => guardrail.name);
  const added: GuardrailForm = {
    key: freeName(
      'guardrail',
      guardrails.map(({ key }) => key),
    ),
    name:
      metric && !names.includes(metric) ? metric : freeName('guardrail', names),
    metric,
    check: { kind: 'relative', maxChange: 0.2 },
    confirmations: 3,
    minimumCount: 50,
    noData: { afterSeconds: 120, action: 'hold' },
    onBreach: 'roll-back',
  };
  return withLadder(form, {
    guardrails: [...guardrails, added],
    stages: inStages(form, watched => [...watched, added.name]),
  });
}

export function withGuardrailRemoved<F extends LadderForm>(
  form: F,
  index: number,
): F {
  const gone = form.plan.guardrails[index]?.name;
  return withLadder(form, {
    guardrails: form.plan.guardrails.filter((_, at) => at !== index),
    stages: inStages(form, watched => watched.filter(name => name !== gone)),
  });
}

/** Another name, in the stages that it watches too. */
export function withGuardrailRenamed<F extends LadderForm>(
  form: F,
  index: number,
  name: string,
): F {
  const { guardrails } = form.plan;
  const old = guardrails[index]?.name;
  const shared = guardrails.some(
    (each, at) => at !== index && each.name === old,
  );
  return withLadder(form, {
    guardrails: guardrails.map((each, at) =>
      at === index ? { ...each, name } : each,
    ),
    stages: shared
      ? form.plan.stages
      : inStages(form, watched =>
          watched.map(each => (each === old ? name : each)),
        ),
  });
}
