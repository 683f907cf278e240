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
import { useFreezes, type FreezeList } from '../../../data/useFreezes';
import {
  ActionButton,
  Block,
  Card,
  Clock,
  Copy,
  Disclosure,
  Failed,
  Fresh,
  Heading,
  LoadingNote,
  Row,
  Stack,
  StaleBanner,
  styles,
} from '../../../kit';
import { useText } from '../../../translation/useText';
import { DeclareDialog } from './DeclareDialog';
import { cardId, FreezeCard } from './FreezeCard';
import { Month } from './Month';
import { monthAfter, rangeOf } from './weeks';
import { StopLine } from './StopLine';

function Declare({ list }: { list: FreezeList | undefined }) {
  const t = useText();
  const [open, setOpen] = useState(false);
  return (
    <>
      <ActionButton
        label={t('freezes.declare.open')}
        closed={!list || list.manage.open ? undefined : list.manage}
        onPress={() => setOpen(true)}
      />
      {open && (
        <DeclareDialog
          contact={list?.operators[0] ?? ''}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

const useStyles = styles(({ space }) => ({
  cards: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 440px), 1fr))',
    gap: space(2),
  },
}));

/** Those in force, then the others by when they come. */
function inOrder(items: FreezeList['items']): FreezeList['items'] {
  const keyOf = ({ state, window }: FreezeList['items'][number]) =>
    state === 'in-force' ? '' : window?.start ?? '9';
  return [...items].sort((a, b) => keyOf(a).localeCompare(keyOf(b)));
}

function Cards({ list }: { list: FreezeList }) {
  const t = useText();
  const css = useStyles();
  const { items, manage } = list;
  const past = items.filter(({ state }) => state === 'past');
  const card = (freeze: (typeof items)[number]) => (
    <FreezeCard
      key={freeze.id}
      freeze={freeze}
      manage={manage}
      namesake={items.filter(({ title }) => title === freeze.title).length > 1}
    />
  );
  return (
    <Stack gap={2}>
      <div className={css.cards}>
        {inOrder(items.filter(({ state }) => state !== 'past')).map(card)}
      </div>
      {items.length === past.length && (
        <Copy block subtle>
          {t('freezes.none')}
        </Copy>
      )}
      {past.length > 0 && (
        <Disclosure title={t('freezes.past')}>
          <div className={css.cards}>{past.map(card)}</div>
        </Disclosure>
      )}
    </Stack>
  );
}

function focusCard(id: string): void {
  const card = document.getElementById(cardId(id));
  card?.scrollIntoView({ block: 'center' });
  card?.focus({ preventScroll: true });
}

/** Freezes as a calendar and one by one, and stopping the line. */
export function Freezes() {
  const t = useText();
  const [month, setMonth] = useState(() => monthAfter(new Date(), 0));
  const freezes = useFreezes(rangeOf(month));
  const [last, setLast] = useState<FreezeList>();
  const list = freezes.data ?? last;
  if (freezes.data && freezes.data !== last) setLast(freezes.data);
  return (
    <>
      <Row justify="space-between">
        <Heading level={3}>{t('freezes.title')}</Heading>
        <Row>
          <Declare list={list} />
          <StopLine list={list} />
        </Row>
      </Row>
      <StaleBanner {...freezes} />
      {freezes.failure ? (
        <Failed
          refusal={freezes.failure}
          title={t('freezes.failed')}
          onRetry={freezes.retry}
        />
      ) : (
        <Fresh interrupted={freezes.interrupted}>
          <Clock
            now={list?.now ?? new Date().toISOString()}
            receivedAt={freezes.receivedAt || Date.now()}
          >
            <Stack gap={2}>
              <Card>
                <Month
                  month={month}
                  list={freezes.data}
                  onMonth={setMonth}
                  onFreeze={focusCard}
                />
              </Card>
              {list ? (
                <Cards list={list} />
              ) : (
                <>
                  <LoadingNote />
                  <Block height={140} />
                </>
              )}
            </Stack>
          </Clock>
        </Fresh>
      )}
    </>
  );
}
