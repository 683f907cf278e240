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
  type Unreached,
} from '@stagecraft/backstage-plugin-rollouts-common';
import {
  Card,
  Copy,
  DataTable,
  EntityName,
  Heading,
  Link,
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

/** Messages to people that reached none of them, and what to do. */
export function UnreachedCard(props: { rows: readonly Unreached[] }) {
  const t = useText();
  if (props.rows.length === 0) return null;
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
          rows={props.rows}
          rowKey={({ id }) => id}
        />
      </Card>
    </>
  );
}
