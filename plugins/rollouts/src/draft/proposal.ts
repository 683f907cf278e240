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

import type { AudienceKind } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Form, LadderForm } from './form';

function trimmed(text: string): string | undefined {
  return text.trim() || undefined;
}

function trimmedHeader({ name, value }: Form['header']) {
  return { name: name.trim(), value: value.trim() };
}

function audienceOf(
  kind: AudienceKind,
  header: Form['header'],
  segment: Form['segment'],
) {
  switch (kind) {
    case 'internal':
      return { kind, header: trimmedHeader(header) };
    case 'segment':
      return {
        kind,
        name: segment.name.trim(),
        header: trimmedHeader(segment.header),
      };
    default:
      return { kind };
  }
}

/** Stages and guardrails as they are sent; their values may still be wrong. */
export function sentLadder({ plan, header, segment }: LadderForm) {
  return {
    stages: plan.stages.map(({ key: _key, ...stage }) => ({
      ...stage,
      audience: audienceOf(stage.audience.kind, header, segment),
    })),
    guardrails: plan.guardrails.map(({ key: _key, ...guardrail }) => guardrail),
  };
}

/** The form as what the API takes for a plan; its values may still be wrong. */
export function planOf(form: Form) {
  const { plan } = form;
  const { artefacts, schedule, rollbackPlan } = plan;
  return {
    ...plan,
    environment: plan.environment.trim(),
    artefacts: {
      images: artefacts.images.map(image => ({
        name: image.name.trim(),
        digest: image.digest.trim(),
      })),
      commit: artefacts.commit.trim(),
      pullRequest: trimmed(artefacts.pullRequest),
      build: trimmed(artefacts.build),
      authors: artefacts.authors,
    },
    ...sentLadder(form),
    schedule: { start: schedule.start, notBefore: trimmed(schedule.notBefore) },
    rollbackPlan: { ...rollbackPlan, notes: rollbackPlan.notes.trim() },
  };
}

/** The form as what the API takes for a proposal. */
export function proposalOf(form: Form) {
  return {
    service: form.service,
    experiment: form.experiment,
    plan: planOf(form),
  };
}
