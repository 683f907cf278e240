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
  swapped,
  targetLabel,
  type PlanDraft,
  type Problem,
  type TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Service } from '../people/service';
import type { Found } from './Candidates';
import type { HashedDefinition } from '../store/metricDefinitions';
import type { PlaybookRow } from '../store/tables';

/** What a plan is checked against, besides its own shape. */
export interface World {
  service: Service;
  /** In its newest version; undefined when there is none of that name. */
  playbook: PlaybookRow | undefined;
  /** Whether no new plan may be made from it. */
  retired: boolean;
  definitions: ReadonlyMap<string, HashedDefinition>;
  driverKinds: readonly string[];
  /** What the clusters tell; only asked for targets that are not named. */
  found: Found;
}

type Content = Partial<PlanDraft>;

function listed(names: Iterable<string>): string {
  return [...names].sort().join(', ') || 'none';
}

function playbookProblems(
  plan: Content,
  { playbook, retired }: World,
): Problem[] {
  if (playbook && retired) {
    return [
      {
        path: ['playbook'],
        message: `The playbook ${playbook.body.title} is retired: no new plan is made from it`,
        remedy: 'Pick another one, or ask its owner to bring it back',
      },
    ];
  }
  if (plan.playbook === undefined || playbook) return [];
  return [
    {
      path: ['playbook'],
      message: `There is no playbook ${plan.playbook}`,
      remedy: 'Pick one of the list of playbooks',
    },
  ];
}

function metricProblems(plan: Content, { definitions }: World): Problem[] {
  const unknown = (
    part: 'guardrails' | 'successMetrics',
    metrics: readonly { metric: string }[] = [],
  ): Problem[] =>
    metrics.flatMap(({ metric }, index) =>
      definitions.has(metric)
        ? []
        : [
            {
              path: [part, index, 'metric'],
              message: `There is no metric named ${metric}`,
              remedy: `Use one of ${listed(definitions.keys())}`,
            },
          ],
    );
  return [
    ...unknown('guardrails', plan.guardrails),
    ...unknown('successMetrics', plan.successMetrics),
  ];
}

/** Whether the service's annotations lead to it, whichever is the baseline. */
function isFound(target: TargetRef, { found }: World): boolean {
  const pairs = [target, swapped(target)].map(pair => canonicalJson(pair));
  return found.targets.some(({ ref }) => pairs.includes(canonicalJson(ref)));
}

function remedyForTarget({ service, found }: World): string {
  const [trouble] = found.troubles;
  const names = [
    ...service.targets,
    ...found.targets.map(({ ref }) => ref),
  ].map(targetLabel);
  return (
    service.targetsTrouble ??
    trouble ??
    `Use one of ${listed(names)}, as the catalogue names or finds them`
  );
}

function targetProblems(plan: Content, world: World): Problem[] {
  const own = world.service.targets.map(target => canonicalJson(target));
  return (plan.targets ?? []).flatMap((target, index): Problem[] => {
    if (!world.driverKinds.includes(target.kind)) {
      return [
        {
          path: ['targets', index, 'kind'],
          message: `Nothing here moves targets of kind ${target.kind}`,
          remedy: `Use one of ${listed(world.driverKinds)}`,
        },
      ];
    }
    return own.includes(canonicalJson(target)) || isFound(target, world)
      ? []
      : [
          {
            path: ['targets', index],
            message: `${targetLabel(
              target,
            )}, with these backends, is no target of ${world.service.ref}`,
            remedy: remedyForTarget(world),
          },
        ];
  });
}

function scheduleProblems({ schedule, end }: Content): Problem[] {
  if (!schedule?.notBefore || end === undefined) return [];
  if (Date.parse(schedule.notBefore) < Date.parse(end)) return [];
  return [
    {
      path: ['schedule', 'notBefore'],
      message: 'It would start after its end',
      remedy: 'Choose an earlier start, or a later end',
    },
  ];
}

/** What of a plan does not fit the world it is for; pure. */
export function planProblems(plan: Content, world: World): Problem[] {
  return [
    ...playbookProblems(plan, world),
    ...targetProblems(plan, world),
    ...metricProblems(plan, world),
    ...scheduleProblems(plan),
  ];
}

/** Whether a plan moves something that the catalogue does not name. */
export function needsFinding(
  { targets = [] }: Content,
  service: Service,
): boolean {
  const own = service.targets.map(target => canonicalJson(target));
  return targets.some(target => !own.includes(canonicalJson(target)));
}
