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
  targetLabel,
  type PlanCheck,
  type Rollout,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { useDefinitions } from '../../data/useMetrics';
import { usePreview, useReview } from '../../data/useRollout';
import { isActive } from '../../data/useRollouts';
import {
  Card,
  Copy,
  Disclosure,
  Failed,
  Heading,
  Lines,
  RecoverySteps,
  Stack,
  Time,
} from '../../kit';
import {
  HypothesisText,
  PlanView,
  PolicyResults,
  Preflight,
  WayBack,
} from '../../plan';
import { useText } from '../../translation/useText';
import { EvidenceCard } from '../../evidence/EvidenceCard';
import { Objections } from '../../commands/Objections';
import type { Asked } from './asked';
import { AskedEvidence } from './AskedEvidence';
import { DeadlineCard } from './DeadlineCard';
import { Differences } from './Differences';
import { ExposesCard } from './ExposesCard';
import { preflightNow } from './preflightNow';

interface BriefProps {
  rollout: Rollout;
  asked: Asked;
}

function Evidence({ rollout, asked }: BriefProps) {
  const t = useText();
  return asked.stageIndex > 0 && rollout.stageIndex >= 0 ? (
    <EvidenceCard rollout={rollout} active={isActive(rollout)} />
  ) : (
    <Card title={t('rollout.evidence.title')}>
      <Copy block subtle>
        {t('approvals.page.evidenceNone')}
      </Copy>
    </Card>
  );
}

/** Whether going back was rehearsed; nothing while that is not known. */
function LastDrill(props: { at: string | null | undefined }) {
  const t = useText();
  const { at } = props;
  if (at === undefined) return null;
  return (
    <Copy block>
      {at === null ? (
        t('approvals.page.neverRehearsed')
      ) : (
        <>
          {t('approvals.page.rehearsed')} <Time at={at} />.
        </>
      )}
    </Copy>
  );
}

function WayBackCard(props: {
  rollout: Rollout;
  review: PlanCheck | undefined;
  preview: ReturnType<typeof usePreview>;
}) {
  const t = useText();
  const { rollout, review, preview } = props;
  return (
    <Card title={t('approvals.page.wayBack')}>
      <WayBack rollbackPlan={rollout.plan.rollbackPlan} />
      <Heading level={4}>{t('plan.preflight.title')}</Heading>
      {preview.failure && <Copy block>{preview.failure.message}</Copy>}
      {preview.loading && <Lines count={3} />}
      {preview.data?.targets.map(({ target, preflight }, _, all) => (
        <Stack key={targetLabel(target)} gap={1}>
          {all.length > 1 && (
            <Copy mono small>
              {targetLabel(target)}
            </Copy>
          )}
          <Preflight results={preflightNow(rollout, preflight)} />
        </Stack>
      ))}
      <LastDrill at={review?.rehearsedAt} />
      <Disclosure title={t('approvals.page.recovery')}>
        <RecoverySteps steps={rollout.recoverySteps} />
      </Disclosure>
    </Card>
  );
}

function WholePlan({ rollout, asked }: BriefProps) {
  const t = useText();
  const definitions = useDefinitions(rollout.service);
  return (
    <Disclosure title={t('approvals.page.whole')}>
      <Stack gap={2}>
        <PlanView
          service={rollout.service}
          plan={rollout.plan}
          playbook={rollout.playbook}
          planHash={rollout.planHash}
          definitions={definitions}
          current={asked.stageIndex}
        />
      </Stack>
    </Disclosure>
  );
}

/** What an approver must know, in the order in which it matters. */
export function Brief({ rollout, asked }: BriefProps) {
  const t = useText();
  const review = useReview(rollout.id);
  const preview = usePreview(rollout.id);
  return (
    <>
      <Card title={t('approvals.page.hypothesis')}>
        <HypothesisText
          hypothesis={rollout.hypothesis}
          businessGoal={rollout.businessGoal}
        />
      </Card>
      {review.failure && (
        <Failed
          refusal={review.failure}
          title={t('approvals.page.reviewFailed')}
          onRetry={review.retry}
        />
      )}
      <ExposesCard rollout={rollout} asked={asked} review={review.data} />
      <Evidence rollout={rollout} asked={asked} />
      <AskedEvidence rollout={rollout} />
      <WayBackCard rollout={rollout} review={review.data} preview={preview} />
      <Differences
        rollout={rollout}
        asked={asked}
        review={review.data}
        preview={preview}
      />
      <Card title={t('plan.policy.title')}>
        {review.data ? (
          <PolicyResults
            policies={review.data.policies}
            risk={review.data.risk}
          />
        ) : (
          <Lines count={3} />
        )}
      </Card>
      {rollout.objections.length > 0 ? (
        <Objections rollout={rollout} />
      ) : (
        <Card title={t('approvals.page.objections')}>
          <Copy block subtle>
            {t('approvals.page.noObjections')}
          </Copy>
        </Card>
      )}
      <DeadlineCard rollout={rollout} />
      <WholePlan rollout={rollout} asked={asked} />
    </>
  );
}
