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
import type {
  Review,
  ReviewBody,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { problemAt } from '../../data/refusal';
import { useWriteReview } from '../../data/useReviewRecords';
import {
  ActionButton,
  Announcer,
  Button,
  Card,
  ClosedReason,
  Copy,
  Heading,
  Refused,
  Row,
  Stack,
  TextField,
} from '../../kit';
import { useText } from '../../translation/useText';
import { ActionFields } from './ActionFields';
import { WrittenActions } from './WrittenActions';

function Written(props: { review: Review }) {
  const t = useText();
  const { notes, conclusion } = props.review.body;
  return (
    <Stack gap={1.5} align="stretch">
      {notes && <Copy block>{notes}</Copy>}
      <Heading level={4}>{t('reviews.actions')}</Heading>
      <WrittenActions review={props.review} />
      {conclusion && (
        <>
          <Heading level={4}>{t('reviews.conclusion')}</Heading>
          <Copy block>{conclusion}</Copy>
        </>
      )}
    </Stack>
  );
}

/** Somebody else wrote in it since the viewer began to type. */
function WrittenMeanwhile(props: {
  by: string;
  onTheirs: () => void;
  onMine: () => void;
}) {
  const t = useText();
  return (
    <Card tone="warning">
      <Copy block>{t('reviews.meanwhile.what', { name: props.by })}</Copy>
      <Row>
        <Button onPress={props.onTheirs}>
          {t('reviews.meanwhile.theirs')}
        </Button>
        <Button onPress={props.onMine}>{t('reviews.meanwhile.mine')}</Button>
      </Row>
    </Card>
  );
}

/** People are named by their name, too. */
function withReferences(body: ReviewBody): ReviewBody {
  const actions = body.actions.map(({ owner, ...action }) => ({
    ...action,
    owner: owner && /^[\w.-]+$/.test(owner) ? `user:default/${owner}` : owner,
  }));
  return { ...body, actions };
}

function closedOf({ reason = '', remedy, whoCould }: Review['close']) {
  return { reason, remedy, whoCould };
}

/** Notes, actions and conclusion. What was typed outlives a refusal. */
export function ReviewForm(props: { review: Review }) {
  const t = useText();
  const { review } = props;
  const { write, busy, refusal, reset } = useWriteReview(review.id);
  const [typed, setTyped] = useState<{ version: number; body: ReviewBody }>();
  const [said, setSaid] = useState('');
  const { version, body } = typed ?? review;
  const meanwhile = review.version > version;
  const set = (change: Partial<ReviewBody>) => {
    reset();
    setTyped({ version, body: { ...body, ...change } });
  };
  const send = (closes: boolean) => {
    if (busy) return;
    write({ version, body: withReferences(body), closes }).then(
      () => {
        setTyped(undefined);
        setSaid(t(closes ? 'reviews.closedNow' : 'reviews.saved'));
      },
      // `refusal` shows it; what was typed stays.
      () => setSaid(''),
    );
  };
  if (!review.write.open) {
    return (
      <Card title={t('reviews.findings')}>
        <Written review={review} />
        {review.closedAt === null && (
          <ClosedReason closed={closedOf(review.write)} />
        )}
        <Announcer text={said} />
      </Card>
    );
  }
  return (
    <Card title={t('reviews.findings')}>
      <Stack gap={2} align="stretch">
        <TextField
          label={t('reviews.notes')}
          help={t('reviews.notesHelp')}
          value={body.notes}
          onChange={notes => set({ notes })}
          problem={problemAt(refusal?.problems ?? [], 'body', 'notes')}
          lines={5}
        />
        <Heading level={4}>{t('reviews.actions')}</Heading>
        <ActionFields
          actions={body.actions}
          now={review.now}
          problems={refusal?.problems ?? []}
          onChange={actions => set({ actions })}
        />
        <TextField
          label={t('reviews.conclusion')}
          help={t('reviews.conclusionHelp')}
          value={body.conclusion}
          onChange={conclusion => set({ conclusion })}
          problem={problemAt(refusal?.problems ?? [], 'body', 'conclusion')}
          lines={4}
        />
        {meanwhile && (
          <WrittenMeanwhile
            by={review.history[0].actor.name}
            onTheirs={() => {
              reset();
              setTyped(undefined);
            }}
            onMine={() => {
              reset();
              setTyped({ version: review.version, body });
            }}
          />
        )}
        {!meanwhile && (
          <Refused refusal={refusal} title={t('reviews.refused')} level={4} />
        )}
        <Row gap={1}>
          <ActionButton
            label={t('reviews.save')}
            onPress={() => send(false)}
            busy={busy}
          />
          <ActionButton
            label={t('reviews.close')}
            tone="main"
            closed={review.close.open ? undefined : closedOf(review.close)}
            onPress={() => send(true)}
            busy={busy}
          />
          {said && !typed && <Copy subtle>{said}</Copy>}
        </Row>
        <Announcer text={said} />
      </Stack>
    </Card>
  );
}
