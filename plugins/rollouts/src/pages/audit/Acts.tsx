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

import { useState } from 'react';
import {
  RECORD_KINDS,
  type ListedAct,
  type RecordKind,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { useActs } from '../../data/useAudit';
import {
  Actor,
  Button,
  Card,
  Copy,
  DataTable,
  Failed,
  Fresh,
  Row,
  SelectField,
  Stack,
  StaleBanner,
  Time,
  type Column,
} from '../../kit';
import { useText, type Text } from '../../translation/useText';
import { RecordLink } from './RecordLink';

function columnsOf(t: Text): Column<ListedAct>[] {
  return [
    {
      key: 'record',
      header: t('audit.actRecord'),
      width: '20%',
      cell: ({ record, title }) => <RecordLink record={record} title={title} />,
    },
    {
      key: 'act',
      header: t('audit.act'),
      width: '38%',
      cell: act => (
        <Stack gap={0.25}>
          <span>{nameOf(act, t)}</span>
          {act.reason && (
            <Copy small subtle>
              {act.reason}
            </Copy>
          )}
        </Stack>
      ),
    },
    {
      key: 'actor',
      header: t('audit.actActor'),
      width: '26%',
      cell: ({ actor }) =>
        actor ? <Actor actor={actor} /> : t('audit.actOfFile'),
    },
    {
      key: 'at',
      header: t('audit.actAt'),
      width: '16%',
      cell: ({ at }) => <Time at={at} />,
    },
  ];
}

const ACTS = [
  'registered',
  'proposed',
  'signed-off',
  'refused',
  'withdrawn',
  'reviewed',
  'declared',
  'extended',
  'ended',
  'window-ended',
  'opened',
  'written',
  'closed',
  'set',
  'removed',
] as const;

/** As it is called in its record's room, where this page does not know it. */
function nameOf({ act }: ListedAct, t: Text): string {
  const known = ACTS.find(each => each === act);
  return known ? t(`audit.acts.${known}`) : act;
}

/** Who did what to playbooks, freezes, reviews and schedules of drills. */
export function Acts() {
  const t = useText();
  const [kind, setKind] = useState<RecordKind>();
  const acts = useActs(kind);
  return (
    <Card title={t('audit.actsTitle')}>
      <Stack gap={2}>
        <Copy block subtle>
          {t('audit.actsIntro')}
        </Copy>
        <Row>
          <SelectField
            label={t('audit.actKind')}
            value={kind ?? ''}
            onChange={value =>
              setKind(RECORD_KINDS.find(each => each === value))
            }
            options={[
              { value: '', label: t('audit.anyKind') },
              ...RECORD_KINDS.map(value => ({
                value,
                label: t(`audit.kind.${value}`),
              })),
            ]}
          />
        </Row>
        <StaleBanner {...acts} />
        {acts.failure ? (
          <Failed
            refusal={acts.failure}
            title={t('audit.actsFailed')}
            onRetry={acts.retry}
          />
        ) : (
          <Fresh interrupted={acts.interrupted}>
            <DataTable
              caption={t('audit.actsTitle')}
              columns={columnsOf(t)}
              rows={acts.data ?? []}
              rowKey={({ record, seq }) => `${record.kind}:${record.id}/${seq}`}
              loading={acts.loading}
              skeletonRows={4}
              empty={
                <Copy block subtle>
                  {t('audit.noActs')}
                </Copy>
              }
            />
          </Fresh>
        )}
        {acts.more && (
          <Row justify="center">
            <Button onPress={acts.loadMore} busy={acts.loadingMore}>
              {t('kit.showMore')}
            </Button>
          </Row>
        )}
      </Stack>
    </Card>
  );
}
