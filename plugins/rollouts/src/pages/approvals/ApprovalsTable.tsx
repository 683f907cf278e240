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
import type {
  OperationOutput,
  Operations,
} from '@stagecraft/backstage-plugin-rollouts-common';
import {
  Copy,
  DataTable,
  DrillSign,
  EntityName,
  Link,
  Stack,
  Time,
  type Column,
} from '../../kit';
import { exposesText } from '../../plan';
import { approvalRouteRef } from '../../routes';
import { useText } from '../../translation/useText';

export type ApprovalRow = OperationOutput<
  Operations['listApprovals']
>['items'][number];

function StageToOpen(props: { row: ApprovalRow }) {
  const t = useText();
  const { ladder, approvalStageIndex } = props.row;
  const step = ladder[approvalStageIndex];
  if (!step) return null;
  return (
    <Stack gap={0.25}>
      <Copy strong>{exposesText(step, t)}</Copy>
      <Copy small subtle>
        {t('approvals.stage', {
          number: String(approvalStageIndex + 1),
          stages: String(ladder.length),
          name: step.name,
        })}
      </Copy>
    </Stack>
  );
}

/** The inbox, oldest first, as the API orders it. */
export function ApprovalsTable(props: {
  rows: readonly ApprovalRow[];
  loading?: boolean;
}) {
  const t = useText();
  const approval = useRouteRef(approvalRouteRef);
  const columns: Column<ApprovalRow>[] = [
    {
      key: 'what',
      header: t('approvals.column.what'),
      width: '32%',
      cell: row => (
        <Stack gap={0.25} align="flex-start">
          <Link to={approval({ id: row.id })} strong rowLink>
            {row.experiment.title}
          </Link>
          <DrillSign rollout={row} />
          <Copy small subtle>
            <EntityName entityRef={row.service} plain />, {row.environment}
          </Copy>
        </Stack>
      ),
    },
    {
      key: 'stage',
      header: t('approvals.column.stage'),
      width: '22%',
      cell: row => <StageToOpen row={row} />,
    },
    {
      key: 'given',
      header: t('approvals.column.given'),
      cell: row => (
        <Copy tabular>
          {t('approvals.of', {
            given: String(row.given),
            required: String(row.required),
          })}
        </Copy>
      ),
    },
    {
      key: 'requested',
      header: t('approvals.column.requested'),
      cell: row => <EntityName entityRef={row.requestedBy} plain />,
    },
    {
      key: 'asked',
      header: t('approvals.column.asked'),
      cell: row => <Time at={row.askedAt} />,
    },
    {
      key: 'deadline',
      header: t('approvals.column.deadline'),
      cell: row =>
        row.decideBy ? (
          <Time at={row.decideBy} />
        ) : (
          <Copy subtle>{t('approvals.noDeadline')}</Copy>
        ),
    },
  ];
  return (
    <DataTable
      caption={t('approvals.caption')}
      columns={columns}
      rows={props.rows}
      rowKey={row => row.id}
      loading={props.loading}
    />
  );
}
