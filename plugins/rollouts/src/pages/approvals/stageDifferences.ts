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

import type { Stage } from '@stagecraft/backstage-plugin-rollouts-common';
import { formatCount, formatDuration } from '../../kit';
import { exposesText } from '../../plan';
import type { Text } from '../../translation/useText';

export interface Difference {
  part: string;
  before: string;
  after: string;
}

/** What one stage has other than another one, in words. */
export function stageDifferences(
  before: Stage,
  after: Stage,
  t: Text,
): Difference[] {
  const parts: [string, (stage: Stage) => string][] = [
    [t('plan.stages.exposes'), stage => exposesText(stage, t)],
    [t('plan.stages.bake'), stage => formatDuration(stage.bakeSeconds)],
    [
      t('plan.stages.sample'),
      stage =>
        t('plan.stages.requests', { amount: formatCount(stage.minimumSample) }),
    ],
    [
      t('plan.stages.approvals'),
      ({ approvals }) =>
        approvals.required === 0
          ? t('plan.stages.noApproval')
          : t('plan.stages.approval', {
              count: approvals.required,
              from: approvals.from,
            }),
    ],
    [
      t('request.field.milestones'),
      stage =>
        stage.milestones.map(({ title }) => title).join(', ') ||
        t('approvals.page.none'),
    ],
    [
      t('plan.stages.guardrails'),
      stage => [...stage.guardrails].sort().join(', '),
    ],
    [
      t('request.field.decideBySeconds'),
      stage => formatDuration(stage.decideBySeconds),
    ],
  ];
  return parts.flatMap(([part, say]) => {
    const [was, is] = [say(before), say(after)];
    return was === is ? [] : [{ part, before: was, after: is }];
  });
}
