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
import type { ReviewRow } from '@stagecraft/backstage-plugin-rollouts-common';
import {
  Actor,
  Copy,
  DataTable,
  Empty,
  EntityName,
  Link,
  Stack,
  StateSign,
  Time,
  type Column,
} from '../../kit';
import { reviewRouteRef } from '../../routes';
import { useText } from '../../translation/useText';

/** Open ones by the time they are due, closed ones newest first. */
export function ReviewTable(props: {
  rows: readonly ReviewRow[];
  loading: boolean;
}) {
  const t = useText();
  const review = useRouteRef(reviewRouteRef);
  const columns: Column<ReviewRow>[] = [
    {
      key: 'what',
      header: t('reviews.column.what'),
      width: '38%',
      cell: row => (
        <Stack gap={0.25}>
          <Link to={review({ id: row.id })} strong rowLink>
            {row.experiment.title}
          </Link>
          <Copy small subtle>
            {row.reason}
          </Copy>
        </Stack>
      ),
    },
    {
      key: 'kind',
      header: t('reviews.column.kind'),
      width: '11%',
      cell: row => t(`reviews.one.${row.kind}`),
    },
    {
      key: 'service',
      header: t('reviews.column.service'),
      width: '19%',
      cell: row => <EntityName entityRef={row.service} plain />,
    },
    {
      key: 'due',
      header: t('reviews.column.due'),
      width: '19%',
      cell: row => (
        <Stack gap={0.5} align="flex-start">
          <Time at={row.dueAt} />
          {row.overdue && (
            <StateSign tone="warning">{t('reviews.due.overdue')}</StateSign>
          )}
          {row.closedBy && row.closedAt && (
            <Copy small subtle>
              {t('reviews.closed')} <Time at={row.closedAt} /> {t('reviews.by')}{' '}
              <Actor actor={row.closedBy} />
            </Copy>
          )}
        </Stack>
      ),
    },
    {
      key: 'actions',
      header: t('reviews.column.actions'),
      align: 'right',
      cell: row => <Copy tabular>{String(row.openActions)}</Copy>,
    },
  ];
  return (
    <DataTable
      caption={t('reviews.caption')}
      columns={columns}
      rows={props.rows}
      rowKey={row => row.id}
      loading={props.loading}
      empty={
        <Empty title={t('reviews.emptyTitle')}>{t('reviews.empty')}</Empty>
      }
    />
  );
}
