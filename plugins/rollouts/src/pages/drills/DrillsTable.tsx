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
import type { Drill } from '@stagecraft/backstage-plugin-rollouts-common';
import {
  Actor,
  Copy,
  DataTable,
  Empty,
  EntityName,
  Link,
  Stack,
  Time,
  type Column,
} from '../../kit';
import { rolloutRouteRef } from '../../routes';
import { useText } from '../../translation/useText';
import { Result, Timings } from '../../kit/DrillResult';

function Probes(props: { drill: Drill }) {
  const t = useText();
  const { readiness } = props.drill;
  if (!readiness) return <Copy subtle>{t('drills.probes.null')}</Copy>;
  const { noticed, sentence } = readiness;
  const known = noticed === null ? 'null' : (`${noticed}` as const);
  return (
    <Stack gap={0.25}>
      <Copy>{t(`drills.probes.${known}`)}</Copy>
      <Copy small subtle>
        {sentence}
      </Copy>
    </Stack>
  );
}

/** Drills, newest first. */
export function DrillsTable(props: {
  rows: readonly Drill[];
  loading: boolean;
}) {
  const t = useText();
  const rollout = useRouteRef(rolloutRouteRef);
  const columns: Column<Drill>[] = [
    {
      key: 'what',
      header: t('drills.list.what'),
      width: '26%',
      cell: row => (
        <Stack gap={0.25}>
          <Link to={rollout({ id: row.rolloutId })} strong rowLink>
            <EntityName entityRef={row.service} plain />, {row.playbook.id}
          </Link>
          <Copy small subtle>
            {row.environment},{' '}
            {t('drills.breached', {
              guardrail: row.guardrail,
              breach: t(`drills.breach.${row.breach}`),
            })}
          </Copy>
        </Stack>
      ),
    },
    {
      key: 'result',
      header: t('drills.list.result'),
      width: '22%',
      cell: row => <Result drill={row} />,
    },
    {
      key: 'timings',
      header: t('drills.list.timings'),
      cell: row => <Timings drill={row} />,
    },
    {
      key: 'probes',
      header: t('drills.list.probes'),
      cell: row => <Probes drill={row} />,
    },
    {
      key: 'when',
      header: t('drills.list.when'),
      cell: row => (
        <Stack gap={0.25}>
          <Time at={row.createdAt} />
          <Copy small subtle>
            {t(row.scheduled ? 'drills.bySchedule' : 'drills.byPerson')}{' '}
            <Actor actor={row.requestedBy} />
          </Copy>
        </Stack>
      ),
    },
  ];
  return (
    <DataTable
      caption={t('drills.list.caption')}
      columns={columns}
      rows={props.rows}
      rowKey={row => row.id}
      loading={props.loading}
      empty={
        <Empty title={t('drills.list.empty')}>
          {t('drills.list.emptyText')}
        </Empty>
      }
    />
  );
}
