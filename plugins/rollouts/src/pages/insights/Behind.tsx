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
  Behind as BehindItem,
  Figure,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { useBehind, type InsightQuery } from '../../data/useInsights';
import {
  Button,
  Card,
  Copy,
  DataTable,
  EntityName,
  Failed,
  Heading,
  Link,
  Stack,
  Time,
} from '../../kit';
import { experimentRouteRef, rolloutRouteRef } from '../../routes';
import { useText } from '../../translation/useText';
import { figureText } from './figureText';

function Subject({ item }: { item: BehindItem }) {
  const rollout = useRouteRef(rolloutRouteRef);
  const experiment = useRouteRef(experimentRouteRef);
  const to = item.rolloutId
    ? rollout({ id: item.rolloutId })
    : experiment({ id: item.experimentId });
  return <Link to={to}>{item.title}</Link>;
}

/** The rollouts or experiments behind one figure. */
export function Behind(props: {
  figure: Pick<Figure, 'id' | 'kind' | 'title' | 'definition' | 'value'>;
  query: InsightQuery;
  onBack: () => void;
}) {
  const t = useText();
  const { id, kind, title, definition, value } = props.figure;
  const behind = useBehind(id, props.query);
  const { items = [], total = 0 } = behind.data ?? {};
  return (
    <Stack gap={2}>
      <div>
        <Button tone="quiet" onPress={props.onBack}>
          {t('insights.back')}
        </Button>
      </div>
      <Heading level={3}>
        {t('insights.behindTitle', { title })}: {figureText(kind, value, t)}
      </Heading>
      <Copy block subtle>
        {definition}
      </Copy>
      {behind.failure ? (
        <Failed
          refusal={behind.failure}
          title={t('insights.failed')}
          onRetry={behind.retry}
        />
      ) : (
        <Card flush>
          <DataTable
            caption={t('insights.behindTitle', { title })}
            loading={behind.loading}
            rows={items}
            rowKey={(item: BehindItem) =>
              `${item.rolloutId ?? item.experimentId} ${item.at}`
            }
            empty={t('insights.behindNone')}
            columns={[
              {
                key: 'title',
                header: t('insights.rollout'),
                cell: item => <Subject item={item} />,
              },
              {
                key: 'service',
                header: t('insights.service'),
                cell: item => <EntityName entityRef={item.service} />,
              },
              {
                key: 'at',
                header: t('insights.when'),
                cell: item => <Time at={item.at} />,
              },
              ...(kind === 'duration'
                ? [
                    {
                      key: 'value',
                      header: t('insights.value'),
                      align: 'right' as const,
                      cell: (item: BehindItem) =>
                        figureText('duration', item.value, t),
                    },
                  ]
                : []),
            ]}
          />
        </Card>
      )}
      {total > items.length && (
        <Copy block subtle small>
          {t('insights.behindMore', {
            listed: String(items.length),
            total: String(total),
          })}
        </Copy>
      )}
    </Stack>
  );
}
