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
  DELIVERY_STATES,
  type Delivery,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { useDeliveries, useReplay } from '../../data/useDeliveries';
import {
  Button,
  Card,
  Clock,
  Copy,
  Empty,
  Failed,
  formatCount,
  Fresh,
  Heading,
  PageBody,
  Row,
  SelectField,
  StaleBanner,
} from '../../kit';
import { useText } from '../../translation/useText';
import { DeliveriesTable } from './DeliveriesTable';
import { UnreachedCard } from './Unreached';

interface Filters {
  state?: Delivery['state'];
  webhook?: string;
}

function Choose(props: {
  filters: Filters;
  webhooks: readonly string[];
  counts: Readonly<Record<Delivery['state'], number>> | undefined;
  onChange: (filters: Filters) => void;
}) {
  const t = useText();
  const { filters, webhooks, counts, onChange } = props;
  const any = { value: '', label: t('deliveries.any') };
  return (
    <Row gap={1.5}>
      <SelectField
        label={t('deliveries.state')}
        value={filters.state ?? ''}
        onChange={value =>
          onChange({
            ...filters,
            state: DELIVERY_STATES.find(state => state === value),
          })
        }
        options={[
          any,
          ...DELIVERY_STATES.map(state => ({
            value: state,
            label: counts
              ? `${t(`deliveries.${state}`)} (${counts[state]})`
              : t(`deliveries.${state}`),
          })),
        ]}
      />
      <SelectField
        label={t('deliveries.webhook')}
        value={filters.webhook ?? ''}
        onChange={value =>
          onChange({ ...filters, webhook: value || undefined })
        }
        options={[any, ...webhooks.map(id => ({ value: id, label: id }))]}
      />
    </Row>
  );
}

function Nothing(props: { filtered: boolean; webhooks: readonly string[] }) {
  const t = useText();
  if (props.filtered) {
    return (
      <Empty title={t('deliveries.noneTitle')}>{t('deliveries.none')}</Empty>
    );
  }
  return props.webhooks.length === 0 ? (
    <Empty title={t('deliveries.noWebhooksTitle')}>
      {t('deliveries.noWebhooks')}
    </Empty>
  ) : (
    <Empty title={t('deliveries.emptyTitle')}>{t('deliveries.empty')}</Empty>
  );
}

/** What receivers of webhooks were sent, and sending it again. */
export default function DeliveriesPage() {
  const t = useText();
  const [filters, setFilters] = useState<Filters>({});
  const deliveries = useDeliveries(filters);
  const { replay, busy, failure } = useReplay();
  const rows = deliveries.data ?? [];
  const webhooks = deliveries.webhooks ?? [];
  const empty = !deliveries.loading && rows.length === 0;
  return (
    <PageBody>
      <Heading level={2}>{t('deliveries.title')}</Heading>
      <Copy block subtle>
        {t('deliveries.intro')}
      </Copy>
      {deliveries.counts && (
        <Copy block strong>
          {t('deliveries.standing', {
            failed: formatCount(deliveries.counts.failed),
            pending: formatCount(deliveries.counts.pending),
            delivered: formatCount(deliveries.counts.delivered),
          })}
        </Copy>
      )}
      <StaleBanner {...deliveries} />
      {failure && (
        <Failed refusal={failure} title={t('deliveries.notReplayed')} />
      )}
      <Clock
        now={deliveries.now ?? new Date().toISOString()}
        receivedAt={deliveries.receivedAt || Date.now()}
      >
        <Fresh interrupted={deliveries.interrupted}>
          <UnreachedCard rows={deliveries.unreached ?? []} />
        </Fresh>
        <Choose
          filters={filters}
          webhooks={webhooks}
          counts={deliveries.counts}
          onChange={setFilters}
        />
        {deliveries.failure ? (
          <Failed
            refusal={deliveries.failure}
            title={t('deliveries.loadFailed')}
            onRetry={deliveries.retry}
          />
        ) : (
          <Fresh interrupted={deliveries.interrupted}>
            {empty ? (
              <Nothing
                filtered={Boolean(filters.state || filters.webhook)}
                webhooks={webhooks}
              />
            ) : (
              <Card flush>
                <DeliveriesTable
                  rows={rows}
                  loading={deliveries.loading}
                  replay={replay}
                  busy={busy}
                />
              </Card>
            )}
          </Fresh>
        )}
      </Clock>
      {deliveries.more && (
        <Row justify="center">
          <Button onPress={deliveries.loadMore} busy={deliveries.loadingMore}>
            {t('kit.showMore')}
          </Button>
        </Row>
      )}
    </PageBody>
  );
}
