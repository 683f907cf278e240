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

import { useParams } from 'react-router-dom';
import type { Rollout } from '@stagecraft/backstage-plugin-rollouts-common';
import { useRollout } from '../../data/useRollout';
import { isActive } from '../../data/useRollouts';
import {
  Announcer,
  Block,
  Clock,
  Columns,
  Failed,
  Fresh,
  LoadingNote,
  PageBody,
  signText,
  StaleBanner,
} from '../../kit';
import { Discussion } from '../../discussion/Discussion';
import { useText } from '../../translation/useText';
import { BypassBanner } from '../../commands/BypassBanner';
import { BeforeExposure, isBeforeExposure } from './BeforeExposure';
import { DrillBanner } from './DrillBanner';
import { EvidenceCard } from '../../evidence/EvidenceCard';
import { FreezesAhead } from './FreezesAhead';
import { PlanCard } from './PlanCard';
import { ReversalBanner } from './ReversalBanner';
import { RolloutHeader } from './RolloutHeader';
import { StagesCard } from './StagesCard';
import { StuckBanner } from './StuckBanner';
import { TargetsCard } from './TargetsCard';
import { Timeline } from './Timeline';

function Skeleton() {
  return (
    <>
      <LoadingNote />
      <Block height={150} />
      <Columns
        main={<Block height={520} />}
        side={
          <>
            <Block height={300} />
            <Block height={160} />
          </>
        }
      />
    </>
  );
}

function Content(props: { rollout: Rollout }) {
  const { rollout } = props;
  const active = isActive(rollout);
  return (
    <>
      <DrillBanner rollout={rollout} />
      <StuckBanner rollout={rollout} />
      <ReversalBanner rollout={rollout} />
      <BypassBanner rollout={rollout} />
      <RolloutHeader rollout={rollout} />
      <Columns
        main={
          isBeforeExposure(rollout) ? (
            <BeforeExposure rollout={rollout} />
          ) : (
            <EvidenceCard rollout={rollout} active={active} />
          )
        }
        side={
          <>
            <StagesCard rollout={rollout} />
            <FreezesAhead rollout={rollout} />
            <TargetsCard rollout={rollout} />
            <PlanCard rollout={rollout} />
          </>
        }
      />
      <Timeline rollout={rollout} active={active} />
      <Discussion experimentId={rollout.experiment.id} rolloutId={rollout.id} />
    </>
  );
}

/** One rollout: where it stands, why, and the way back. */
export default function RolloutPage() {
  const t = useText();
  const { id = '' } = useParams();
  const read = useRollout(id);
  const rollout = read.data;
  return (
    <PageBody>
      <StaleBanner {...read} />
      <Announcer
        text={
          rollout
            ? t('rollout.changed', {
                sign: signText(rollout, t),
                summary: rollout.summary,
              })
            : ''
        }
      />
      {read.failure && (
        <Failed
          refusal={read.failure}
          title={t('rollout.failed')}
          level={2}
          onRetry={read.retry}
        />
      )}
      {read.loading && <Skeleton />}
      {rollout && (
        <Fresh interrupted={read.interrupted}>
          <Clock now={rollout.now} receivedAt={read.receivedAt}>
            <Content rollout={rollout} />
          </Clock>
        </Fresh>
      )}
    </PageBody>
  );
}
