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
import {
  Block,
  Clock,
  Columns,
  Failed,
  Fresh,
  LoadingNote,
  PageBody,
  StaleBanner,
} from '../../kit';
import { useText } from '../../translation/useText';
import { BypassBanner } from '../../commands/BypassBanner';
import { ApprovalHeader } from './ApprovalHeader';
import { usePinned } from './asked';
import { Brief } from './Brief';
import { DecisionCard } from './DecisionCard';

function Content(props: { rollout: Rollout }) {
  const { rollout } = props;
  const { asked, changed, showNow } = usePinned(rollout);
  return (
    <>
      <BypassBanner rollout={rollout} />
      <ApprovalHeader rollout={rollout} asked={asked} />
      <Columns
        main={<Brief rollout={rollout} asked={asked} />}
        side={
          <DecisionCard
            rollout={rollout}
            asked={asked}
            changed={changed}
            onShowNow={showNow}
          />
        }
      />
    </>
  );
}

function Skeleton() {
  return (
    <>
      <LoadingNote />
      <Block height={96} />
      <Columns main={<Block height={480} />} side={<Block height={180} />} />
    </>
  );
}

/** All that an approver must know, then the decision. */
export default function ApprovalPage() {
  const t = useText();
  const { id = '' } = useParams();
  const read = useRollout(id, { anew: true });
  // What a visit before left in the cache is not what is asked now.
  const rollout = read.remembered ? undefined : read.data;
  return (
    <PageBody>
      <StaleBanner {...read} />
      {read.failure && (
        <Failed
          refusal={read.failure}
          title={t('approvals.page.failed')}
          onRetry={read.retry}
        />
      )}
      {!rollout && !read.failure && <Skeleton />}
      {rollout && (
        <Fresh interrupted={read.interrupted}>
          <Clock now={rollout.now} receivedAt={read.receivedAt}>
            <Content key={id} rollout={rollout} />
          </Clock>
        </Fresh>
      )}
    </PageBody>
  );
}
