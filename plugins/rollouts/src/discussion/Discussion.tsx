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

import { useState, type FormEvent } from 'react';
import {
  discussionWritePermission,
  type Comment,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { useDiscussion, type DiscussionScope } from '../data/useDiscussion';
import {
  Button,
  Card,
  Copy,
  Failed,
  FormDialog,
  Lines,
  Refused,
  Row,
  Stack,
  styles,
  TextField,
  Time,
} from '../kit';
import { IfMay } from '../permissions/IfMay';
import { useText } from '../translation/useText';
import { Linked } from './Linked';

const useStyles = styles(() => ({
  text: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
}));

function Said(props: { comment: Comment; onWithdraw: () => void }) {
  const t = useText();
  const css = useStyles();
  const { actor, text, at, own } = props.comment;
  if (text === null) {
    return (
      <Copy block subtle small>
        {t('discussion.withdrawn', { name: actor.name })} <Time at={at} />
      </Copy>
    );
  }
  return (
    <div>
      <Row gap={1} justify="space-between">
        <Copy small subtle>
          <Copy strong>{actor.name}</Copy> <Time at={at} />
        </Copy>
        {own && (
          <Button
            tone="quiet"
            small
            onPress={props.onWithdraw}
            label={t('discussion.withdrawLabel', { at })}
          >
            {t('discussion.withdraw')}
          </Button>
        )}
      </Row>
      <div className={css.text}>
        <Linked text={text} />
      </div>
    </div>
  );
}

function Say(props: {
  busy: boolean;
  onSay: (text: string) => Promise<unknown>;
}) {
  const t = useText();
  const [text, setText] = useState('');
  async function send(event: FormEvent) {
    event.preventDefault();
    if (text.trim() === '') return;
    try {
      await props.onSay(text.trim());
      setText('');
    } catch {
      // What was typed stays; the refusal is shown by whoever sends.
    }
  }
  return (
    <form onSubmit={send}>
      <Stack gap={1}>
        <TextField
          label={t('discussion.say')}
          value={text}
          onChange={setText}
          lines={2}
        />
        <div>
          <Button type="submit" busy={props.busy} closed={text.trim() === ''}>
            {t('discussion.send')}
          </Button>
        </div>
      </Stack>
    </form>
  );
}

/** Asks before the text of a comment is lost. */
function Withdrawal(
  props: ReturnType<typeof useDiscussion>['withdrawal'] & {
    comment: Comment | undefined;
    onClose: () => void;
  },
) {
  const t = useText();
  const { comment, send, busy, refusal, reset, onClose } = props;
  return (
    <FormDialog
      open={comment !== undefined}
      title={t('discussion.withdrawTitle')}
      confirmLabel={t('discussion.withdraw')}
      danger
      small
      busy={busy}
      onConfirm={() =>
        comment &&
        send(comment.id).then(
          onClose,
          // `refusal` shows it.
          () => undefined,
        )
      }
      onClose={onClose}
      onExited={reset}
    >
      <Copy block>{t('discussion.withdrawText')}</Copy>
      <Refused
        refusal={refusal}
        title={t('discussion.notWithdrawn')}
        level={3}
      />
    </FormDialog>
  );
}

/** What people say about an experiment or one of its rollouts. */
export function Discussion(props: DiscussionScope) {
  const t = useText();
  const discussion = useDiscussion(props);
  const { data = [], refusal } = discussion;
  const [withdrawn, setWithdrawn] = useState<Comment>();
  return (
    <Card title={t('discussion.title')}>
      <Copy block subtle small>
        {t('discussion.intro')}
      </Copy>
      <IfMay permission={discussionWritePermission}>
        <Say busy={discussion.busy} onSay={discussion.say} />
      </IfMay>
      <Refused refusal={refusal} title={t('discussion.refused')} level={4} />
      {discussion.loading && <Lines count={2} />}
      {discussion.failure && (
        <Failed
          refusal={discussion.failure}
          title={t('discussion.failed')}
          onRetry={discussion.retry}
        />
      )}
      {discussion.data?.length === 0 && (
        <Copy block subtle>
          {t('discussion.empty')}
        </Copy>
      )}
      <Stack gap={2}>
        {data.map(comment => (
          <Said
            key={comment.id}
            comment={comment}
            onWithdraw={() => setWithdrawn(comment)}
          />
        ))}
      </Stack>
      {discussion.more && (
        <Row justify="center">
          <Button onPress={discussion.loadMore} busy={discussion.loadingMore}>
            {t('kit.showMore')}
          </Button>
        </Row>
      )}
      <Withdrawal
        comment={withdrawn}
        {...discussion.withdrawal}
        onClose={() => setWithdrawn(undefined)}
      />
    </Card>
  );
}
