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

import { z } from 'zod';
import {
  AUDIENCE_KINDS,
  UNDECIDED,
} from '@stagecraft/backstage-plugin-rollouts-common';

/**
 * What is being written. It has the shape of what is sent, so that a problem's
 * path is a field's path, but its values may still be missing or wrong. `key`
 * tells rows apart while their names change.
 */
const text = z.string();
const amount = z.number().nullable();

const header = z.object({ name: text, value: text });

const quorum = z.object({ required: amount, from: text });

const milestone = z.object({ name: text, title: text, role: text });

const stage = z.object({
  key: text,
  name: text,
  audience: z.object({ kind: z.enum(AUDIENCE_KINDS) }),
  exposure: amount,
  bakeSeconds: amount,
  minimumSample: amount,
  milestones: z.array(milestone),
  approvals: z.object({
    ...quorum.shape,
    also: z.array(quorum).optional(),
    onEvidence: z.boolean().optional(),
  }),
  guardrails: z.array(text),
  decideBySeconds: amount,
  undecided: z.enum(UNDECIDED).optional(),
});

const guardrail = z.object({
  key: text,
  name: text,
  metric: text,
  check: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('threshold'), limit: amount }),
    z.object({ kind: z.literal('relative'), maxChange: amount }),
  ]),
  confirmations: amount,
  minimumCount: amount,
  noData: z.object({
    afterSeconds: amount,
    action: z.enum(['hold', 'roll-back']),
  }),
  onBreach: z.enum(['roll-back', 'hold', 'notify']),
});

const plan = z.object({
  environment: text,
  playbook: text,
  artefacts: z.object({
    images: z.array(z.object({ name: text, digest: text })),
    commit: text,
    pullRequest: text,
    build: text.default(''),
    authors: z.array(text),
  }),
  targets: z.array(
    z.object({
      kind: text,
      cluster: text,
      namespace: text,
      name: text,
      backends: z.object({ baseline: text, new: text }),
      part: text.optional(),
    }),
  ),
  stages: z.array(stage),
  guardrails: z.array(guardrail),
  successMetrics: z.array(z.object({ metric: text, worthwhile: amount })),
  decisionRule: z.enum([
    'clear-signals',
    'do-no-harm',
    'superior-and-not-inferior',
  ]),
  schedule: z.object({
    start: z.enum(['when-approved', 'by-hand']),
    notBefore: text,
  }),
  end: text,
  rollbackPlan: z.object({
    kind: z.enum(['restore-baseline', 'hold-and-call']),
    notes: text,
  }),
});

export const formSchema = z.object({
  service: text,
  /** The header that marks internal traffic, the same for all stages. */
  header,
  /** The segment, the same for all stages; its name as people call it. */
  segment: z
    .object({ name: text, header })
    .default({ name: '', header: { name: '', value: '' } }),
  experiment: z.object({
    title: text,
    businessGoal: text,
    hypothesis: z.object({
      belief: text,
      audience: text,
      expectedOutcome: text,
      refutedBy: text,
    }),
  }),
  plan,
  /** Why a plan is revised; unused in a first request. */
  reason: text,
});

export type Form = z.infer<typeof formSchema>;
/** Stages and guardrails, and what marks the audiences of the stages. */
export type LadderForm = Pick<Form, 'header' | 'segment'> & {
  plan: Pick<Form['plan'], 'stages' | 'guardrails'>;
};
export type StageForm = z.infer<typeof stage>;
export type GuardrailForm = z.infer<typeof guardrail>;
export type QuorumForm = z.infer<typeof quorum>;
export type MilestoneForm = z.infer<typeof milestone>;

export const BLANK: Form = {
  service: '',
  header: { name: '', value: '' },
  segment: { name: '', header: { name: '', value: '' } },
  experiment: {
    title: '',
    businessGoal: '',
    hypothesis: {
      belief: '',
      audience: '',
      expectedOutcome: '',
      refutedBy: '',
    },
  },
  plan: {
    environment: 'production',
    playbook: '',
    artefacts: {
      images: [{ name: '', digest: '' }],
      commit: '',
      pullRequest: '',
      build: '',
      authors: [],
    },
    targets: [],
    stages: [],
    guardrails: [],
    successMetrics: [{ metric: '', worthwhile: null }],
    decisionRule: 'do-no-harm',
    schedule: { start: 'when-approved', notBefore: '' },
    end: '',
    rollbackPlan: { kind: 'restore-baseline', notes: '' },
  },
  reason: '',
};
