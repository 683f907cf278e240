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

import { useRouteRef } from '@backstage/core-plugin-api';
import {
  Copy,
  DrillSign,
  EntityName,
  Link,
  NextSentence,
  PhaseSign,
  Row,
  Time,
} from '../kit';
import {
  approvalRouteRef,
  approvalsRouteRef,
  rolloutRouteRef,
} from '../routes';
import { useText } from '../translation/useText';
import { Section } from './Section';
import { useWaitsForMe, type Waiting } from './useWaitsForMe';

function Item(props: { waiting: Waiting }) {
  const t = useText();
  const approvalPage = useRouteRef(approvalRouteRef);
  const rolloutPage = useRouteRef(rolloutRouteRef);
  const { rollout, approval } = props.waiting;
  const { id } = rollout;
  return (
    <>
      <Row justify="space-between">
        <Link to={approval ? approvalPage({ id }) : rolloutPage({ id })} strong>
          {rollout.experiment.title}
        </Link>
        {approval ? (
          <DrillSign rollout={rollout} />
        ) : (
          <PhaseSign rollout={rollout} short />
        )}
      </Row>
      <Copy small subtle>
        <EntityName entityRef={rollout.service} plain />, {rollout.environment}
      </Copy>
      <Copy small>
        {approval ? (
          t('home.approve', { stage: String(approval.stage) })
        ) : (
          <NextSentence rollout={rollout} />
        )}
        {approval?.decideBy && (
          <>
            {'. '}
            <Copy strong>
              {t('home.decideBy')} <Time at={approval.decideBy} />
            </Copy>
          </>
        )}
      </Copy>
    </>
  );
}

/** What does not go on without the viewer. */
export function WaitsForMe() {
  const t = useText();
  const approvals = useRouteRef(approvalsRouteRef);
  return (
    <Section
      title={t('home.waits')}
      failed={t('home.waitsFailed')}
      nothing={t('home.nothingWaits')}
      read={useWaitsForMe()}
      keyOf={({ rollout }) => rollout.id}
      draw={waiting => <Item waiting={waiting} />}
      all={{ label: t('home.allApprovals'), to: approvals() }}
    />
  );
}
