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
  drillRunPermission,
  type DrillSchedule,
  type DrillStanding,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { useRehearse } from '../../data/useDrills';
import {
  Button,
  Card,
  Copy,
  DataTable,
  Empty,
  EntityName,
  Refused,
  Row,
  Stack,
  Time,
  type Column,
} from '../../kit';
import { IfMay } from '../../permissions/IfMay';
import { useText, type Text } from '../../translation/useText';
import { Result } from '../../kit/DrillResult';

function cadence({ everyDays, hour, timeZone }: DrillSchedule, t: Text) {
  const at = { hour: String(hour).padStart(2, '0'), zone: timeZone };
  return everyDays === null
    ? t('drills.standing.everyPlaybook', at)
    : t('drills.standing.every', { ...at, days: String(everyDays) });
}

function Next(props: {
  schedule: DrillSchedule | null;
  busy: boolean;
  onRemove: (id: string) => void;
}) {
  const t = useText();
  const { schedule } = props;
  if (!schedule) return <Copy subtle>{t('drills.standing.notScheduled')}</Copy>;
  return (
    <Stack gap={0.25} align="flex-start">
      <Time at={schedule.nextAt} />
      <Copy small subtle>
        {cadence(schedule, t)}
      </Copy>
      {schedule.trouble && (
        <Copy small strong>
          {t(
            schedule.skipped
              ? 'drills.standing.skipped'
              : 'drills.standing.trouble',
            { why: schedule.trouble },
          )}
        </Copy>
      )}
      <IfMay permission={drillRunPermission}>
        <Button
          small
          tone="quiet"
          busy={props.busy}
          onPress={() => props.onRemove(schedule.id)}
        >
          {t('drills.standing.remove')}
        </Button>
      </IfMay>
    </Stack>
  );
}

/** How each service stands with each playbook. */
export function StandingsCard(props: {
  standings: readonly DrillStanding[];
  loading: boolean;
  onRehearse: (standing: DrillStanding) => void;
}) {
  const t = useText();
  const { remove, busy, refusal } = useRehearse();
  const columns: Column<DrillStanding>[] = [
    {
      key: 'service',
      header: t('drills.standing.service'),
      width: '26%',
      cell: row => (
        <Stack gap={0.25}>
          <EntityName entityRef={row.service} />
          <Copy small subtle>
            {row.playbook}
          </Copy>
        </Stack>
      ),
    },
    {
      key: 'last',
      header: t('drills.standing.last'),
      cell: row =>
        row.last ? (
          <Result drill={row.last} short />
        ) : (
          <Copy subtle>{t('drills.standing.never')}</Copy>
        ),
    },
    {
      key: 'passed',
      header: t('drills.standing.passed'),
      cell: row =>
        row.lastPassedAt ? (
          <Time at={row.lastPassedAt} />
        ) : (
          <Copy subtle>{t('drills.standing.never')}</Copy>
        ),
    },
    {
      key: 'next',
      header: t('drills.standing.next'),
      cell: row => (
        <Next
          schedule={row.schedule}
          busy={busy}
          // `refusal` shows what goes wrong.
          onRemove={id => remove(id).catch(() => undefined)}
        />
      ),
    },
    {
      key: 'again',
      header: t('drills.standing.again'),
      unseenHeader: true,
      cell: row => (
        <IfMay permission={drillRunPermission}>
          <Row justify="flex-end">
            <Button small onPress={() => props.onRehearse(row)}>
              {t('drills.standing.again')}
            </Button>
          </Row>
        </IfMay>
      ),
    },
  ];
  return (
    <Card title={t('drills.standing.title')} flush>
      <Refused refusal={refusal} title={t('drills.form.refused')} level={4} />
      <DataTable
        caption={t('drills.standing.caption')}
        columns={columns}
        rows={props.standings}
        rowKey={row => `${row.service} ${row.playbook}`}
        loading={props.loading}
        empty={
          <Empty title={t('drills.standing.empty')}>
            {t('drills.standing.emptyText')}
          </Empty>
        }
      />
    </Card>
  );
}
