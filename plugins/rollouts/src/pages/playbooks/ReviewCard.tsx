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

import type { PlaybookView } from '@stagecraft/backstage-plugin-rollouts-common';
import { useState } from 'react';
import { useReviewPlaybook } from '../../data/usePlaybooks';
import {
  ActionButton,
  Actor,
  Card,
  Copy,
  EntityNames,
  Facts,
  ReasonDialog,
  Row,
  StateSign,
  Time,
} from '../../kit';
import { useText } from '../../translation/useText';
import { closedOf } from './opening';

function Due(props: { review: PlaybookView['review'] }) {
  const t = useText();
  const { everyDays, dueAt, overdue } = props.review;
  if (everyDays === null) return <>{t('playbooks.noCadence')}</>;
  if (dueAt === null) return <>{t('playbooks.notWhileRetired')}</>;
  return (
    <Row>
      <Time at={dueAt} />
      <Copy subtle>{t('playbooks.every', { count: everyDays })}</Copy>
      {overdue && (
        <StateSign tone="warning">{t('playbooks.overdueNow')}</StateSign>
      )}
    </Row>
  );
}

/** Who owns the playbook, and when they read it last and next. */
export function ReviewCard(props: { playbook: PlaybookView }) {
  const t = useText();
  const { playbook } = props;
  const { review } = playbook;
  const { send, busy, refusal, reset } = useReviewPlaybook(playbook.id);
  const [asked, setAsked] = useState(false);
  const record = (note: string) =>
    send({ version: playbook.version, note }).then(
      () => setAsked(false),
      // `refusal` shows it; what was typed stays.
      () => undefined,
    );
  return (
    <Card title={t('playbooks.reviewTitle')}>
      <Facts
        facts={[
          {
            term: t('playbooks.owner'),
            value:
              playbook.owners.length > 0 ? (
                <EntityNames refs={playbook.owners} />
              ) : (
                t('playbooks.nobody')
              ),
          },
          {
            term: t('playbooks.lastReviewed'),
            value:
              review.lastAt && review.lastBy ? (
                <>
                  <Time at={review.lastAt} />, <Actor actor={review.lastBy} />
                </>
              ) : (
                t('playbooks.neverReviewed')
              ),
          },
          ...(review.note
            ? [{ term: t('playbooks.note'), value: review.note }]
            : []),
          { term: t('playbooks.nextReview'), value: <Due review={review} /> },
        ]}
      />
      <Row>
        <ActionButton
          label={t('playbooks.markReviewed')}
          closed={closedOf(playbook.markReviewed)}
          onPress={() => {
            reset();
            setAsked(true);
          }}
        />
      </Row>
      <ReasonDialog
        open={asked}
        title={t('playbooks.markReviewedTitle', {
          title: playbook.title,
          version: String(playbook.version),
        })}
        suggestions={[
          t('playbooks.suggest.stillTrue'),
          t('playbooks.suggest.walkedThrough'),
        ]}
        confirmLabel={t('playbooks.markReviewed')}
        busy={busy}
        refusal={refusal}
        onConfirm={record}
        onClose={() => setAsked(false)}
      >
        {t('playbooks.markReviewedText')}
      </ReasonDialog>
    </Card>
  );
}
