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

import { useId, useState } from 'react';
import type { FreezeView } from '@stagecraft/backstage-plugin-rollouts-common';
import {
  ActionButton,
  Actor,
  Card,
  Copy,
  Disclosure,
  EntityName,
  Facts,
  Row,
  StateSign,
  Time,
} from '../../../kit';
import type { FreezeList } from '../../../data/useFreezes';
import { useText } from '../../../translation/useText';
import { EndDialog, ExtendDialog } from './ChangeDialogs';
import { ruleText } from './ruleText';
import { scopeText } from './scopeText';
import { WindowText } from '../../../kit/WindowText';

function History({ freeze }: { freeze: FreezeView }) {
  const t = useText();
  return (
    <Disclosure title={t('freezes.history')}>
      {freeze.history.map(entry => (
        <Copy key={`${entry.at}/${entry.change}`} small block>
          {t(`freezes.change.${entry.change}`)} <Time at={entry.at} />,{' '}
          <Actor actor={entry.actor} />: {entry.reason}
        </Copy>
      ))}
    </Disclosure>
  );
}

function Actions(props: { freeze: FreezeView; manage: FreezeList['manage'] }) {
  const t = useText();
  const { freeze, manage } = props;
  const [open, setOpen] = useState<'extend' | 'end'>();
  const closed = manage.open ? undefined : manage;
  const close = () => setOpen(undefined);
  return (
    <Row>
      <ActionButton
        small
        label={t('freezes.extend.confirm')}
        accessibleLabel={t('freezes.extend.title', { title: freeze.title })}
        closed={closed}
        onPress={() => setOpen('extend')}
      />
      <ActionButton
        small
        label={t('freezes.end.confirm')}
        accessibleLabel={t('freezes.end.label', { title: freeze.title })}
        closed={closed}
        onPress={() => setOpen('end')}
      />
      {open === 'extend' && <ExtendDialog freeze={freeze} onClose={close} />}
      {open === 'end' && <EndDialog freeze={freeze} onClose={close} />}
    </Row>
  );
}

const TONES = {
  'in-force': 'warning',
  upcoming: 'waiting',
  past: 'ended',
} as const;

/** The element that a press in the calendar leads to. */
export function cardId(id: string): string {
  return `freeze-${id}`;
}

/** One freeze: what it covers, when, why, and what was done to it. */
export function FreezeCard(props: {
  freeze: FreezeView;
  manage: FreezeList['manage'];
  /** Whether another one has its title. */
  namesake: boolean;
}) {
  const t = useText();
  const id = useId();
  const { freeze, manage } = props;
  const { state, window, timing } = freeze;
  const apart = { reason: `${id}reason`, covers: `${id}covers`, at: `${id}at` };
  return (
    <div id={cardId(freeze.id)} tabIndex={-1}>
      <Card
        title={freeze.title}
        level={4}
        apartBy={props.namesake ? Object.values(apart) : undefined}
        actions={
          <StateSign tone={TONES[state]}>
            {t(`freezes.state.${state}`)}
          </StateSign>
        }
      >
        <div id={apart.reason}>
          <Copy block>{freeze.reason}</Copy>
        </div>
        <Facts
          facts={[
            {
              term: t('freezes.fact.covers'),
              value: (
                <span id={apart.covers}>{scopeText(freeze.scope, t)}</span>
              ),
            },
            ...(window
              ? [
                  {
                    term: t(
                      state === 'in-force'
                        ? 'freezes.fact.now'
                        : 'freezes.fact.next',
                    ),
                    value: (
                      <span id={apart.at}>
                        <WindowText window={window} />
                      </span>
                    ),
                  },
                ]
              : []),
            ...(timing.kind === 'recurring'
              ? [
                  {
                    term: t('freezes.fact.recurs'),
                    value: ruleText(timing, t),
                  },
                ]
              : []),
            {
              term: t('freezes.fact.contact'),
              value: <EntityName entityRef={freeze.contact} />,
            },
            {
              term: t('freezes.fact.owner'),
              value: <Actor actor={freeze.owner} />,
            },
          ]}
        />
        <History freeze={freeze} />
        {state !== 'past' && <Actions freeze={freeze} manage={manage} />}
      </Card>
    </div>
  );
}
