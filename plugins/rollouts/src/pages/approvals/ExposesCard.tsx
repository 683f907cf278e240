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
  exposureOfStage,
  type PlanCheck,
  type Rollout,
} from '@stagecraft/backstage-plugin-rollouts-common';
import {
  audienceText,
  Card,
  Copy,
  Facts,
  formatCount,
  formatDuration,
  Lines,
  Stack,
  type Fact,
} from '../../kit';
import { BlastRadius } from '../../plan';
import { useText, type Text } from '../../translation/useText';
import { Quorums } from '../../commands/Quorums';
import type { Asked } from './asked';

function milestoneFacts(rollout: Rollout, asked: Asked, t: Text): Fact[] {
  const milestones = rollout.plan.stages[asked.stageIndex]?.milestones ?? [];
  if (milestones.length === 0) return [];
  return [
    {
      term: t('approvals.page.milestones'),
      value: (
        <Stack gap={0.25}>
          {milestones.map(({ name, title }) => {
            const attested = rollout.attestations.find(
              each =>
                each.milestone === name &&
                each.stageIndex === asked.stageIndex &&
                each.planHash === asked.planHash,
            );
            return (
              <span key={name}>
                {attested
                  ? t('approvals.page.attested', {
                      title,
                      name: attested.actor.name,
                      note: attested.reason,
                    })
                  : t('approvals.page.notAttested', { title })}
              </span>
            );
          })}
        </Stack>
      ),
    },
  ];
}

/** What will be exposed to whom, if the stage opens. */
export function ExposesCard(props: {
  rollout: Rollout;
  asked: Asked;
  review: PlanCheck | undefined;
}) {
  const t = useText();
  const { rollout, asked, review } = props;
  const { stages } = rollout.plan;
  const stage = stages[asked.stageIndex];
  if (!stage) return null;
  return (
    <Card title={t('approvals.page.exposes')}>
      <Copy block strong>
        {t('approvals.page.fromTo', {
          number: String(asked.stageIndex + 1),
          stages: String(stages.length),
          name: stage.name,
          from: audienceText(rollout.exposure, t),
          to: audienceText(exposureOfStage(stages, asked.stageIndex), t),
        })}
      </Copy>
      {review ? (
        <BlastRadius blastRadius={review.blastRadius} numbers />
      ) : (
        <Lines count={2} />
      )}
      <Copy block>
        {t('approvals.page.observed', {
          bake: formatDuration(stage.bakeSeconds),
          sample: formatCount(stage.minimumSample),
        })}
      </Copy>
      <Facts
        facts={[
          {
            term: t('approvals.page.opens'),
            value: <Quorums rollout={rollout} index={asked.stageIndex} />,
          },
          ...milestoneFacts(rollout, asked, t),
        ]}
      />
    </Card>
  );
}
