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
  TOPICS,
  type Delivery,
} from '@stagecraft/backstage-plugin-rollouts-common';
import {
  Button,
  Copy,
  DataTable,
  Link,
  Stack,
  StateSign,
  Time,
  type Column,
} from '../../kit';
import { useText, type Text } from '../../translation/useText';

const TONES = {
  delivered: 'ok',
  pending: 'waiting',
  failing: 'warning',
  failed: 'error',
} as const;

/** Of a pending one, whether the receiver did not take it so far. */
function standingOf({ state, lastError }: Delivery): keyof typeof TONES {
  return state === 'pending' && lastError !== null ? 'failing' : state;
}

function State(props: { delivery: Delivery }) {
  const t = useText();
  const { state, attempts, lastError, dueAt } = props.delivery;
  const standing = standingOf(props.delivery);
  return (
    <Stack gap={0.25}>
      <div>
        <StateSign tone={TONES[standing]}>
          {t(`deliveries.${standing}`)}
        </StateSign>
      </div>
      {lastError && <span>{lastError}</span>}
      <Copy small subtle>
        {state === 'pending' && attempts === 0
          ? t('deliveries.notTried')
          : t('deliveries.attempts', { count: attempts })}
        {dueAt && attempts > 0 && (
          <>
            , {t('deliveries.next')} <Time at={dueAt} />
          </>
        )}
      </Copy>
    </Stack>
  );
}

function columnsOf(
  t: Text,
  replay: (id: string) => void,
  busy: string | undefined,
): Column<Delivery>[] {
  return [
    {
      key: 'event',
      header: t('deliveries.event'),
      width: '32%',
      cell: ({ event }) => (
        <Stack gap={0.25}>
          <Link to={new URL(event.link).pathname}>{event.title}</Link>
          <Copy small subtle>
            {TOPICS[event.topic].title}
          </Copy>
        </Stack>
      ),
    },
    {
      key: 'receiver',
      header: t('deliveries.receiver'),
      width: '18%',
      cell: ({ webhook, host }) => (
        <Stack gap={0.25}>
          <span>{webhook}</span>
          <Copy small subtle>
            {host ?? t('deliveries.gone')}
          </Copy>
        </Stack>
      ),
    },
    {
      key: 'state',
      header: t('deliveries.state'),
      width: '22%',
      cell: delivery => <State delivery={delivery} />,
    },
    {
      key: 'sent',
      header: t('deliveries.sent'),
      width: '12%',
      cell: ({ createdAt }) => <Time at={createdAt} />,
    },
    {
      key: 'action',
      header: t('deliveries.action'),
      unseenHeader: true,
      width: '16%',
      align: 'right',
      cell: ({ id, state, host, event }) =>
        state !== 'pending' &&
        host !== null && (
          <Button
            small
            label={`${t('deliveries.replay')}: ${event.title}`}
            onPress={() => replay(id)}
            busy={busy === id}
          >
            {t('deliveries.replay')}
          </Button>
        ),
    },
  ];
}

export function DeliveriesTable(props: {
  rows: readonly Delivery[];
  loading: boolean;
  replay: (id: string) => void;
  /** The delivery that is being sent again. */
  busy: string | undefined;
}) {
  const t = useText();
  return (
    <DataTable
      caption={t('deliveries.caption')}
      columns={columnsOf(t, props.replay, props.busy)}
      rows={props.rows}
      rowKey={({ id }) => id}
      loading={props.loading}
      skeletonRows={4}
    />
  );
}
