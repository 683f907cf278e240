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

import type {
  Problem,
  ReviewAction,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { problemAt } from '../../data/refusal';
import {
  Button,
  CheckField,
  Copy,
  Row,
  Stack,
  styles,
  TextField,
} from '../../kit';
import { useText } from '../../translation/useText';
import { OverdueSign } from './WrittenActions';

const EMPTY: ReviewAction = { text: '', owner: null, due: null, done: false };

const useStyles = styles(({ space, colours }) => ({
  fields: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 180px), 1fr))',
    gap: space(1.5),
    alignItems: 'start',
  },
  action: {
    padding: space(1.5),
    border: `1px solid ${colours.line}`,
    borderRadius: 4,
  },
}));

function ActionField(props: {
  action: ReviewAction;
  number: string;
  now: string;
  /** What is wrong with a part of it. */
  problem: (part: keyof ReviewAction) => string | undefined;
  onChange: (change: Partial<ReviewAction>) => void;
  onRemove: () => void;
}) {
  const t = useText();
  const css = useStyles();
  const { action, number, problem, onChange } = props;
  return (
    <div className={css.action}>
      <Stack gap={1.5}>
        <TextField
          label={t('reviews.action', { number })}
          value={action.text}
          onChange={text => onChange({ text })}
          problem={problem('text')}
          lines={2}
        />
        <div className={css.fields}>
          <TextField
            label={t('reviews.actionOwner', { number })}
            help={t('reviews.actionOwnerHelp')}
            value={action.owner ?? ''}
            onChange={owner => onChange({ owner: owner.trim() || null })}
            problem={problem('owner')}
          />
          <TextField
            type="date"
            label={t('reviews.actionDue', { number })}
            value={action.due ?? ''}
            onChange={due => onChange({ due: due.trim() || null })}
            problem={problem('due')}
          />
          <Stack gap={1} align="flex-start">
            <CheckField
              label={t('reviews.actionDone', { number })}
              checked={action.done}
              onChange={done => onChange({ done })}
            />
            <OverdueSign action={action} now={props.now} />
          </Stack>
          <Button
            tone="quiet"
            label={t('reviews.removeAction', { number })}
            onPress={props.onRemove}
          >
            {t('reviews.removeAction', { number })}
          </Button>
        </div>
      </Stack>
    </div>
  );
}

/** What is to be done, by whom and until when. */
export function ActionFields(props: {
  actions: readonly ReviewAction[];
  /** The backend's, when the review was read. */
  now: string;
  /** Why they were refused. */
  problems: readonly Problem[];
  onChange: (actions: ReviewAction[]) => void;
}) {
  const t = useText();
  const { actions, onChange } = props;
  return (
    <Stack gap={1.5} align="stretch">
      {actions.length === 0 && <Copy subtle>{t('reviews.noActions')}</Copy>}
      {actions.map((action, index) => (
        <ActionField
          // Actions have no name of their own, and never change places.
          key={String(index)}
          action={action}
          number={String(index + 1)}
          now={props.now}
          problem={part =>
            problemAt(props.problems, 'body', 'actions', index, part)
          }
          onChange={change =>
            onChange(
              actions.map((each, at) =>
                at === index ? { ...each, ...change } : each,
              ),
            )
          }
          onRemove={() => onChange(actions.filter((_, at) => at !== index))}
        />
      ))}
      <Row>
        <Button onPress={() => onChange([...actions, EMPTY])}>
          {t('reviews.addAction')}
        </Button>
      </Row>
    </Stack>
  );
}
