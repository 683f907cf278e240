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
  TOPICS,
  type Unreached,
} from '@stagecraft/backstage-plugin-rollouts-common';
import {
  Button,
  Card,
  Copy,
  DataTable,
  EntityName,
  Heading,
  Link,
  Row,
  Stack,
  Time,
  type Column,
} from '../../kit';
import { useText, type Text } from '../../translation/useText';

function columnsOf(t: Text): Column<Unreached>[] {
  return [
    {
      key: 'event',
      header: t('deliveries.event'),
      width: '40%',
      cell: ({ link, title, topic }) => (
        <Stack gap={0.25}>
          <Link to={link}>{title}</Link>
          <Copy small subtle>
            {TOPICS[topic].title}
          </Copy>
        </Stack>
      ),
    },
    {
      key: 'recipients',
      header: t('deliveries.emptyGroups'),
      width: '30%',
      cell: ({ recipients }) =>
        recipients.length === 0
          ? t('deliveries.noGroups')
          : recipients.map(ref => (
              <div key={ref}>
                <EntityName entityRef={ref} />
              </div>
            )),
    },
    {
      key: 'instead',
      header: t('deliveries.instead'),
      width: '15%',
      cell: ({ toldOperators }) =>
        t(toldOperators ? 'deliveries.operators' : 'deliveries.nobody'),
    },
    {
      key: 'at',
      header: t('deliveries.at'),
      width: '15%',
      cell: ({ at }) => <Time at={at} />,
    },
  ];
}

/** Rows before the rest is shown on demand: deliveries stand below. */
const SHOWN = 5;

/** Messages to people that reached none of them, and what to do. */
export function UnreachedCard(props: { rows: readonly Unreached[] }) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const { rows } = props;
  if (rows.length === 0) return null;
  const more = rows.length - SHOWN;
  return (
    <>
      <Heading level={3}>{t('deliveries.unreachedTitle')}</Heading>
      <Copy block subtle>
        {t('deliveries.unreachedRemedy')}
      </Copy>
      <Card flush>
        <DataTable
          caption={t('deliveries.unreachedTitle')}
          columns={columnsOf(t)}
          rows={open ? rows : rows.slice(0, SHOWN)}
          rowKey={({ id }) => id}
        />
      </Card>
      {more > 0 && (
        <Row justify="center">
          <Button tone="quiet" expanded={open} onPress={() => setOpen(!open)}>
            {open
              ? t('deliveries.fewerUnreached')
              : t('deliveries.moreUnreached', { more: String(more) })}
          </Button>
        </Row>
      )}
    </>
  );
}
