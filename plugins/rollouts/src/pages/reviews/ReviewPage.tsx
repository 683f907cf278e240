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
import { useParams } from 'react-router-dom';
import {
  nameOfRef,
  policyTitle,
  type Review,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { useReviewRecord } from '../../data/useReviewRecords';
import {
  Actor,
  Block,
  Button,
  Card,
  Columns,
  Copy,
  EntityName,
  Facts,
  Failed,
  formatSeconds,
  Fresh,
  Heading,
  Link,
  LoadingNote,
  PageBody,
  Row,
  Stack,
  StaleBanner,
  StateSign,
  Time,
} from '../../kit';
import {
  experimentRouteRef,
  reviewsRouteRef,
  rolloutRouteRef,
} from '../../routes';
import { useText, type Text } from '../../translation/useText';
import { ReviewForm } from './ReviewForm';

const CAUSES = ['breach', 'no-data', 'fault', 'outside', 'person'] as const;

function subjectText({ kind, subject }: Review, t: Text): string {
  const cause = CAUSES.find(each => each === subject);
  if (kind === 'bypass') return policyTitle({ policy: subject });
  return cause ? t(`reviews.cause.${cause}`) : subject;
}

function Timeline(props: { review: Review }) {
  const t = useText();
  const { timeline } = props.review;
  return (
    <Card title={t('reviews.timeline')}>
      {timeline.length === 0 ? (
        <Copy subtle>{t('reviews.timelineEmpty')}</Copy>
      ) : (
        <Stack gap={1.5} align="stretch">
          {timeline.map(moment => (
            <Stack key={`${moment.what} ${moment.at}`} gap={0.25}>
              <Copy strong>
                {t(`reviews.moment.${moment.what}`)}
                {moment.seconds !== null &&
                  ` ${t('reviews.after', {
                    seconds: formatSeconds(moment.seconds),
                  })}`}
              </Copy>
              <Copy block>{moment.sentence}</Copy>
              <Copy small subtle>
                <Time at={moment.at} />
              </Copy>
            </Stack>
          ))}
        </Stack>
      )}
    </Card>
  );
}

function Header(props: { review: Review }) {
  const t = useText();
  const reviews = useRouteRef(reviewsRouteRef);
  const rollout = useRouteRef(rolloutRouteRef);
  const experiment = useRouteRef(experimentRouteRef);
  const { review } = props;
  return (
    <Card>
      <Stack gap={1} align="flex-start">
        <Copy small>
          <Link to={reviews()}>{t('reviews.back')}</Link>
        </Copy>
        <Heading level={2}>
          {t(`reviews.one.${review.kind}`)}: {review.experiment.title}
        </Heading>
        <Copy block>{review.reason}</Copy>
        {review.overdue && (
          <StateSign tone="warning">{t('reviews.due.overdue')}</StateSign>
        )}
        {review.about !== null && review.closedAt === null && (
          <Copy block subtle>
            {t('reviews.about', { name: nameOfRef(review.about) })}
          </Copy>
        )}
        <Row gap={1}>
          <Button to={rollout({ id: review.rolloutId })}>
            {t('reviews.rollout')}
          </Button>
          {review.concluded ? (
            <Button to={experiment({ id: review.experiment.id })}>
              {t('reviews.learned')}
            </Button>
          ) : (
            <Button
              tone={review.closedAt === null ? 'plain' : 'main'}
              to={`${experiment({
                id: review.experiment.id,
              })}?conclude=1&review=${review.id}`}
            >
              {t('reviews.learn')}
            </Button>
          )}
        </Row>
      </Stack>
    </Card>
  );
}

function Side(props: { review: Review }) {
  const t = useText();
  const { review } = props;
  return (
    <>
      <Card>
        <Facts
          facts={[
            {
              term: t(`reviews.subject.${review.kind}`),
              value: subjectText(review, t),
            },
            {
              term: t('reviews.column.service'),
              value: <EntityName entityRef={review.service} />,
            },
            {
              term: t('reviews.opened'),
              value: (
                <>
                  <Time at={review.openedAt} /> {t('reviews.by')}{' '}
                  <Actor actor={review.openedBy} />
                </>
              ),
            },
            { term: t('reviews.due'), value: <Time at={review.dueAt} /> },
            ...(review.closedAt && review.closedBy
              ? [
                  {
                    term: t('reviews.closed'),
                    value: (
                      <>
                        <Time at={review.closedAt} /> {t('reviews.by')}{' '}
                        <Actor actor={review.closedBy} />
                      </>
                    ),
                  },
                ]
              : []),
          ]}
        />
      </Card>
      <Card title={t('reviews.history')}>
        <Stack gap={1}>
          {review.history.map(change => (
            <Copy key={change.version} block small>
              <Actor actor={change.actor} />{' '}
              {t(`reviews.change.${change.change}`)},{' '}
              {t('reviews.version', { version: String(change.version) })},{' '}
              <Time at={change.at} />
            </Copy>
          ))}
        </Stack>
      </Card>
    </>
  );
}

/** One review: what happened, what was found, what is done about it. */
export default function ReviewPage() {
  const t = useText();
  const { id = '' } = useParams();
  const review = useReviewRecord(id);
  if (review.failure) {
    return (
      <PageBody>
        <Failed
          refusal={review.failure}
          title={t('reviews.failed')}
          level={2}
          onRetry={review.retry}
        />
      </PageBody>
    );
  }
  if (!review.data) {
    return (
      <PageBody>
        <LoadingNote />
        <Block height={140} />
        <Block height={320} />
      </PageBody>
    );
  }
  return (
    <PageBody>
      <StaleBanner {...review} />
      <Fresh interrupted={review.interrupted}>
        <Stack gap={2} align="stretch">
          <Header review={review.data} />
          <Columns
            main={
              <>
                <Timeline review={review.data} />
                <ReviewForm review={review.data} />
              </>
            }
            side={<Side review={review.data} />}
          />
        </Stack>
      </Fresh>
    </PageBody>
  );
}
