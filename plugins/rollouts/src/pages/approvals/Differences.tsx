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

import type {
  PlanCheck,
  Rollout,
  TargetPreview,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Read } from '../../data/read';
import { Block, Card, Failed, Heading, Lines, Stack } from '../../kit';
import { Departures, StageChanges } from '../../plan';
import { useText } from '../../translation/useText';
import type { Asked } from './asked';
import { SinceMine } from './SinceMine';

/** From what I approved last, from the playbook, and from what is live. */
export function Differences(props: {
  rollout: Rollout;
  asked: Asked;
  review: PlanCheck | undefined;
  preview: Read<{ targets: TargetPreview[] }>;
}) {
  const t = useText();
  const { rollout, asked, review, preview } = props;
  return (
    <Card title={t('approvals.page.differs')}>
      <Stack gap={2}>
        <Stack>
          <Heading level={4}>{t('approvals.page.differsMine')}</Heading>
          <SinceMine rollout={rollout} asked={asked} />
        </Stack>
        <Stack>
          <Heading level={4}>
            {t('approvals.page.differsPlaybook', {
              playbook: rollout.playbook.id,
            })}
          </Heading>
          {review ? (
            <Departures departures={review.departures} />
          ) : (
            <Lines count={2} />
          )}
        </Stack>
        <Stack>
          <Heading level={4}>{t('approvals.page.differsLive')}</Heading>
          {preview.failure && (
            <Failed
              refusal={preview.failure}
              title={t('approvals.page.previewFailed')}
              onRetry={preview.retry}
            />
          )}
          {preview.loading && <Block height={120} />}
          {preview.data && (
            <StageChanges
              targets={preview.data.targets.map(target => ({
                ...target,
                stages: target.stages.filter(
                  stage => stage.stageIndex === asked.stageIndex,
                ),
              }))}
              stages={rollout.plan.stages}
              open={asked.stageIndex}
            />
          )}
        </Stack>
      </Stack>
    </Card>
  );
}
