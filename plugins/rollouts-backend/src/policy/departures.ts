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
  canonicalJson,
  describeAudience,
  formatDuration,
  formatShare,
  type Departure,
  type Guardrail,
  type Playbook,
  type Stage,
} from '@stagecraft/backstage-plugin-rollouts-common';

/** A part of a stage or guardrail, as people call it and read it. */
interface Part<T> {
  field: keyof T & string;
  called: string;
  read(subject: T): unknown;
  say(subject: T): string;
}

const STAGE_PARTS: readonly Part<Stage>[] = [
  {
    field: 'audience',
    called: 'exposes',
    read: stage => stage.audience,
    say: ({ audience }) =>
      audience.kind === 'everyone'
        ? 'everyone'
        : `${describeAudience(audience)} by ${audience.header.name}: ${
            audience.header.value
          }`,
  },
  {
    field: 'exposure',
    called: 'goes to',
    read: stage => stage.exposure,
    say: stage => formatShare(stage.exposure),
  },
  {
    field: 'bakeSeconds',
    called: 'bakes for',
    read: stage => stage.bakeSeconds,
    say: stage => formatDuration(stage.bakeSeconds),
  },
  {
    field: 'minimumSample',
    called: 'waits for',
    read: stage => stage.minimumSample,
    say: stage => `${stage.minimumSample} requests`,
  },
  {
    field: 'approvals',
    called: 'asks for',
    read: stage => stage.approvals,
    say: ({ approvals }) => `${approvals.required} from ${approvals.from}`,
  },
  {
    field: 'milestones',
    called: 'has the milestones',
    read: stage => stage.milestones,
    say: ({ milestones }) =>
      milestones.map(milestone => milestone.name).join(', ') || 'none',
  },
  {
    field: 'guardrails',
    called: 'is watched by',
    read: stage => [...stage.guardrails].sort(),
    say: stage => stage.guardrails.join(', '),
  },
  {
    field: 'decideBySeconds',
    called: 'gives people',
    read: stage => stage.decideBySeconds,
    say: stage => formatDuration(stage.decideBySeconds),
  },
];

const GUARDRAIL_PARTS: readonly Part<Guardrail>[] = [
  {
    field: 'metric',
    called: 'measures',
    read: guardrail => guardrail.metric,
    say: guardrail => guardrail.metric,
  },
  {
    field: 'check',
    called: 'allows',
    read: guardrail => guardrail.check,
    say: ({ check }) =>
      check.kind === 'threshold'
        ? `a limit of ${check.limit}`
        : `a change of ${Number((check.maxChange * 100).toPrecision(3))} %`,
  },
  {
    field: 'confirmations',
    called: 'takes',
    read: guardrail => guardrail.confirmations,
    say: guardrail => `${guardrail.confirmations} failed looks`,
  },
  {
    field: 'minimumCount',
    called: 'needs',
    read: guardrail => guardrail.minimumCount,
    say: guardrail => `${guardrail.minimumCount} observations`,
  },
  {
    field: 'noData',
    called: 'without data does',
    read: guardrail => guardrail.noData,
    say: ({ noData }) =>
      `${noData.action} after ${formatDuration(noData.afterSeconds)}`,
  },
  {
    field: 'onBreach',
    called: 'on a breach does',
    read: guardrail => guardrail.onBreach,
    say: guardrail => guardrail.onBreach,
  },
];

function compare<T>(
  parts: readonly Part<T>[],
  name: string,
  path: (string | number)[],
  subject: T,
  template: T,
): Departure[] {
  return parts
    .filter(
      ({ read }) =>
        canonicalJson(read(subject)) !== canonicalJson(read(template)),
    )
    .map(({ field, called, say }) => ({
      path: [...path, field],
      sentence: `${name} ${called} ${say(subject)}; the playbook: ${say(
        template,
      )}`,
    }));
}

function stageDepartures(
  stages: readonly Stage[],
  playbook: Playbook,
): Departure[] {
  const number: Departure[] =
    stages.length === playbook.stages.length
      ? []
      : [
          {
            path: ['stages'],
            sentence: `It has ${stages.length} stages; the playbook: ${playbook.stages.length}`,
          },
        ];
  return number.concat(
    stages.flatMap((stage, index) => {
      const template = playbook.stages[index];
      return template
        ? compare(
            STAGE_PARTS,
            `Stage ${index + 1}`,
            ['stages', index],
            stage,
            template,
          )
        : [];
    }),
  );
}

function guardrailDepartures(
  guardrails: readonly Guardrail[],
  playbook: Playbook,
): Departure[] {
  const missing = playbook.guardrails
    .filter(({ name }) => !guardrails.some(other => other.name === name))
    .map(({ name }) => ({
      path: ['guardrails'],
      sentence: `The playbook's guardrail ${name} is missing`,
    }));
  return guardrails
    .flatMap((guardrail, index): Departure[] => {
      const path = ['guardrails', index];
      const template = playbook.guardrails.find(
        other => other.name === guardrail.name,
      );
      return template
        ? compare(
            GUARDRAIL_PARTS,
            `Guardrail ${guardrail.name}`,
            path,
            guardrail,
            template,
          )
        : [
            {
              path,
              sentence: `Guardrail ${guardrail.name} is not in the playbook`,
            },
          ];
    })
    .concat(missing);
}

/** Where a plan differs from the playbook it is made from. */
export function departuresFrom(
  playbook: Playbook,
  plan: { stages?: readonly Stage[]; guardrails?: readonly Guardrail[] },
): Departure[] {
  return [
    ...(plan.stages ? stageDepartures(plan.stages, playbook) : []),
    ...(plan.guardrails ? guardrailDepartures(plan.guardrails, playbook) : []),
  ];
}
