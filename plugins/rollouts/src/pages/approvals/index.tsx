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
import { useApprovals } from '../../data/useApprovals';
import {
  Button,
  Card,
  Clock,
  Copy,
  Empty,
  Failed,
  Fresh,
  Heading,
  PageBody,
  StaleBanner,
} from '../../kit';
import { rootRouteRef } from '../../routes';
import { useText } from '../../translation/useText';
import { ApprovalsTable } from './ApprovalsTable';
import { DoneBanner } from './DoneBanner';

function Nothing() {
  const t = useText();
  const board = useRouteRef(rootRouteRef)();
  return (
    <Empty
      title={t('approvals.empty.title')}
      action={<Button to={board}>{t('approvals.empty.action')}</Button>}
    >
      {t('approvals.empty.text')}
    </Empty>
  );
}

/** What waits for the viewer's approval. */
export default function ApprovalsPage() {
  const t = useText();
  const read = useApprovals();
  const { data } = read;
  return (
    <PageBody>
      <Heading level={2}>{t('approvals.title')}</Heading>
      <DoneBanner />
      <StaleBanner {...read} />
      {read.failure && (
        <Failed
          refusal={read.failure}
          title={t('approvals.failed')}
          onRetry={read.retry}
        />
      )}
      {read.loading && (
        <Card flush>
          <ApprovalsTable rows={[]} loading />
        </Card>
      )}
      {data?.items.length === 0 && <Nothing />}
      {data && data.items.length > 0 && (
        <Clock now={data.now} receivedAt={read.receivedAt}>
          <Copy block subtle>
            {t('approvals.lead')}
          </Copy>
          <Fresh interrupted={read.interrupted}>
            <Card flush>
              <ApprovalsTable rows={data.items} />
            </Card>
          </Fresh>
        </Clock>
      )}
    </PageBody>
  );
}
