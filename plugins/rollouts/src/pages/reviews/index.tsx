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

import { useSearchParams } from 'react-router-dom';
import { REVIEW_KINDS } from '@stagecraft/backstage-plugin-rollouts-common';
import { useReviewCounts, useReviewRecords } from '../../data/useReviewRecords';
import {
  Button,
  Card,
  Copy,
  Failed,
  Fresh,
  Heading,
  PageBody,
  Row,
  SelectField,
  StaleBanner,
  Stat,
  StatRow,
} from '../../kit';
import { useText } from '../../translation/useText';
import { ReviewTable } from './ReviewTable';

function Counts() {
  const t = useText();
  const { data } = useReviewCounts();
  if (!data) return null;
  const note = (overdue: number) =>
    overdue > 0
      ? t('reviews.overdue', { overdue: String(overdue) })
      : undefined;
  const late = data.incident.actionsOverdue + data.bypass.actionsOverdue;
  return (
    <StatRow label={t('reviews.counts')}>
      {REVIEW_KINDS.map(kind => (
        <Stat
          key={kind}
          label={t(`reviews.count.${kind}`)}
          value={data[kind].open}
          note={note(data[kind].overdue)}
          role={data[kind].overdue > 0 ? 'warning' : undefined}
        />
      ))}
      <Stat
        label={t('reviews.count.actions')}
        value={data.incident.actions + data.bypass.actions}
        note={note(late)}
        role={late > 0 ? 'warning' : undefined}
      />
    </StatRow>
  );
}

/** What happened that somebody else has to look at. */
export default function ReviewsPage() {
  const t = useText();
  const [params, setParams] = useSearchParams();
  const state = params.get('state') === 'closed' ? 'closed' : 'open';
  const kind = REVIEW_KINDS.find(each => each === params.get('kind'));
  const reviews = useReviewRecords({
    state,
    ...(kind ? { kind } : {}),
    service: params.get('service') ?? undefined,
  });
  const set = (name: string, value: string) =>
    setParams(
      before => {
        const after = new URLSearchParams(before);
        if (value) after.set(name, value);
        else after.delete(name);
        return after;
      },
      { replace: true },
    );
  return (
    <PageBody>
      <Heading level={2}>{t('reviews.title')}</Heading>
      <Copy block subtle>
        {t('reviews.intro')}
      </Copy>
      <Counts />
      <Row gap={1.5}>
        <SelectField
          label={t('reviews.state.label')}
          value={state}
          onChange={value => set('state', value)}
          options={(['open', 'closed'] as const).map(value => ({
            value,
            label: t(`reviews.state.${value}`),
          }))}
        />
        <SelectField
          label={t('reviews.kind.label')}
          value={kind ?? ''}
          onChange={value => set('kind', value)}
          options={[
            { value: '', label: t('reviews.kind.any') },
            ...REVIEW_KINDS.map(value => ({
              value,
              label: t(`reviews.kind.${value}`),
            })),
          ]}
        />
      </Row>
      <StaleBanner {...reviews} />
      {reviews.failure ? (
        <Failed
          refusal={reviews.failure}
          title={t('reviews.failed')}
          onRetry={reviews.retry}
        />
      ) : (
        <Fresh interrupted={reviews.interrupted}>
          <Card flush>
            <ReviewTable rows={reviews.data ?? []} loading={reviews.loading} />
          </Card>
        </Fresh>
      )}
      {reviews.more && (
        <Row>
          <Button busy={reviews.loadingMore} onPress={reviews.loadMore}>
            {t('reviews.more')}
          </Button>
        </Row>
      )}
    </PageBody>
  );
}
