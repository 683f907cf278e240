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
  isActionOverdue,
  nameOfRef,
  type Review,
  type ReviewAction,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { useWriteReview } from '../../data/useReviewRecords';
import { CheckField, Copy, Refused, Row, Stack, StateSign } from '../../kit';
import { useText, type Text } from '../../translation/useText';

function forWhom({ owner, due }: ReviewAction, t: Text): string {
  return [
    owner && nameOfRef(owner),
    due && t('reviews.actionUntil', { day: due }),
  ]
    .filter(Boolean)
    .join(', ');
}

/** Actions as they were agreed; whether they are done can still be said. */
export function WrittenActions(props: { review: Review }) {
  const t = useText();
  const { review } = props;
  const { version, body, tick, now } = review;
  const { write, busy, refusal } = useWriteReview(review.id);
  if (body.actions.length === 0) {
    return <Copy subtle>{t('reviews.noActions')}</Copy>;
  }
  const setDone = (index: number, done: boolean) => {
    if (busy) return;
    const actions = body.actions.map((each, at) =>
      at === index ? { ...each, done } : each,
    );
    // `refusal` shows what goes wrong.
    write({ version, body: { ...body, actions }, closes: false }).catch(
      () => undefined,
    );
  };
  return (
    <Stack gap={1.5} align="stretch">
      {body.actions.map((action, index) => (
        <Row key={`${index} ${action.text}`} gap={1} align="flex-start">
          {tick.open ? (
            <CheckField
              label={action.text}
              help={forWhom(action, t)}
              checked={action.done}
              onChange={done => setDone(index, done)}
            />
          ) : (
            <>
              <DoneSign action={action} />
              <Copy>
                {[action.text, forWhom(action, t)].filter(Boolean).join(', ')}
              </Copy>
            </>
          )}
          <OverdueSign action={action} now={now} />
        </Row>
      ))}
      <Refused refusal={refusal} title={t('reviews.refused')} level={4} />
    </Stack>
  );
}

/** Whether it is done, for who may not say so. */
function DoneSign(props: { action: ReviewAction }) {
  const t = useText();
  return props.action.done ? (
    <StateSign tone="ok">{t('reviews.actionDone.true')}</StateSign>
  ) : (
    <StateSign tone="waiting">{t('reviews.actionDone.false')}</StateSign>
  );
}

/** Nothing of what is done, or has time left. */
export function OverdueSign(props: { action: ReviewAction; now: string }) {
  const t = useText();
  return isActionOverdue(props.action, new Date(props.now)) ? (
    <StateSign tone="warning">{t('reviews.due.overdue')}</StateSign>
  ) : null;
}
