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
import { rolloutRequestPermission } from '@stagecraft/backstage-plugin-rollouts-common';
import { useRollouts } from '../../data/useRollouts';
import {
  Announcer,
  Button,
  Card,
  Clock,
  Empty,
  Failed,
  Fresh,
  Heading,
  PageBody,
  Row,
  signText,
  StaleBanner,
} from '../../kit';
import { IfMay } from '../../permissions/IfMay';
import { requestRouteRef } from '../../routes';
import { useText } from '../../translation/useText';
import { BoardCounts } from './BoardCounts';
import { BoardFilters } from './BoardFilters';
import { BoardTable } from '../../board/BoardTable';
import { useBoardFilters } from './useBoardFilters';
import { useNews } from '../../board/useNews';

function RequestLink() {
  const t = useText();
  const request = useRouteRef(requestRouteRef);
  return (
    <IfMay permission={rolloutRequestPermission}>
      <Button tone="main" to={request()}>
        {t('board.request')}
      </Button>
    </IfMay>
  );
}

function NoRows(props: { filtered: boolean; onClear: () => void }) {
  const t = useText();
  return props.filtered ? (
    <Empty
      title={t('board.noneTitle')}
      action={<Button onPress={props.onClear}>{t('board.clear')}</Button>}
    >
      {t('board.none')}
    </Empty>
  ) : (
    <Empty title={t('board.emptyTitle')} action={<RequestLink />}>
      {t('board.empty')}
    </Empty>
  );
}

/** All rollouts, most urgent first. */
export default function BoardPage() {
  const t = useText();
  const { filters, filtered, set, clear } = useBoardFilters();
  const board = useRollouts(filters);
  const rows = board.data?.items;
  const { marked, last, see } = useNews(rows);
  return (
    <PageBody>
      <Row justify="space-between">
        <Heading level={2}>{t('board.heading')}</Heading>
        <RequestLink />
      </Row>
      <StaleBanner {...board} />
      <Announcer
        text={
          last
            ? t('board.changed', {
                service: last.experiment.title,
                sign: signText(last, t),
              })
            : ''
        }
      />
      {board.failure ? (
        <Failed
          refusal={board.failure}
          title={t('board.failed')}
          onRetry={board.retry}
        />
      ) : (
        <Fresh interrupted={board.interrupted}>
          <Clock
            now={board.data?.now ?? new Date().toISOString()}
            receivedAt={board.receivedAt || Date.now()}
          >
            <BoardCounts
              counts={board.data?.counts}
              group={filters.group}
              onChange={group => set('group', group)}
            />
            {(rows?.length !== 0 || filtered) && (
              <BoardFilters
                filters={filters}
                filtered={filtered}
                rows={rows ?? []}
                onChange={set}
                onClear={clear}
              />
            )}
            {rows?.length === 0 ? (
              <NoRows filtered={filtered} onClear={clear} />
            ) : (
              <Card flush>
                <BoardTable
                  caption={t('board.caption')}
                  rows={rows ?? []}
                  loading={board.loading}
                  marked={marked}
                  onSeen={see}
                />
              </Card>
            )}
            {board.more && (
              <Row justify="center">
                <Button onPress={board.loadMore} busy={board.loadingMore}>
                  {t('kit.showMore')}
                </Button>
              </Row>
            )}
          </Clock>
        </Fresh>
      )}
    </PageBody>
  );
}
