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
import type {
  BoardOutcome,
  PlaybookView,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { ReactNode } from 'react';
import {
  Copy,
  formatCount,
  formatSeconds,
  formatShare,
  Link,
  Stat,
  StatRow,
  Time,
} from '../../kit';
import { rolloutRouteRef, rootRouteRef } from '../../routes';
import { useText } from '../../translation/useText';

/** Where the board shows the rollouts behind a figure. */
function useBoardLink(playbook: string) {
  const board = useRouteRef(rootRouteRef)();
  return (rest: { outcome?: BoardOutcome; drills: 'only' | 'without' }) =>
    `${board}?${new URLSearchParams({ playbook, ...rest })}`;
}

function Restore(props: { seconds: number | null; to: string }) {
  return props.seconds === null ? (
    <>–</>
  ) : (
    <Link to={props.to}>{formatSeconds(props.seconds)}</Link>
  );
}

function DrillStat(props: { playbook: PlaybookView }) {
  const t = useText();
  const linkTo = useBoardLink(props.playbook.id);
  const rollout = useRouteRef(rolloutRouteRef);
  const { passed, failed, last } = props.playbook.fared.drills;
  const all = passed + failed;
  let note: ReactNode = t('playbooks.drillsNone');
  if (last) {
    const text = t(`playbooks.drillLast.${last.outcome}`);
    note = (
      <>
        {last.rolloutId ? (
          <Link to={rollout({ id: last.rolloutId })}>{text}</Link>
        ) : (
          text
        )}{' '}
        <Time at={last.at} />
      </>
    );
  }
  return (
    <Stat
      label={t('playbooks.drillsPassed')}
      value={
        all === 0 ? (
          '–'
        ) : (
          <Link to={linkTo({ drills: 'only' })}>
            {t('playbooks.passedOf', {
              passed: formatCount(passed),
              all: formatCount(all),
            })}
          </Link>
        )
      }
      note={note}
    />
  );
}

/** How a playbook fared: each figure with the number it is of, and a way there. */
export function Fared(props: { playbook: PlaybookView }) {
  const t = useText();
  const linkTo = useBoardLink(props.playbook.id);
  const { fared } = props.playbook;
  const { rollouts, completed, rolledBack } = fared;
  if (rollouts === 0 && fared.drills.last === null) {
    return (
      <Copy block subtle>
        {t('playbooks.notUsed')}
      </Copy>
    );
  }
  const shareOf = (part: number) =>
    rollouts === 0
      ? undefined
      : t('playbooks.ofRollouts', {
          share: formatShare(Math.round((part / rollouts) * 10_000)),
          rollouts: formatCount(rollouts),
        });
  const count = (value: number, outcome?: BoardOutcome) => (
    <Link to={linkTo({ drills: 'without', ...(outcome ? { outcome } : {}) })}>
      {formatCount(value)}
    </Link>
  );
  const reversed = linkTo({ drills: 'without', outcome: 'reversed' });
  return (
    <StatRow label={t('playbooks.fared')}>
      <Stat label={t('playbooks.rollouts')} value={count(rollouts)} />
      <Stat
        label={t('playbooks.completed')}
        value={count(completed, 'completed')}
        note={shareOf(completed)}
      />
      <Stat
        label={t('playbooks.rolledBack')}
        value={count(rolledBack, 'reversed')}
        note={shareOf(rolledBack)}
      />
      <Stat
        label={t('playbooks.automatic')}
        value={count(fared.rolledBackAutomatically, 'reversed-automatically')}
        note={t('playbooks.automaticNote')}
      />
      <Stat
        label={t('playbooks.byHand')}
        value={count(fared.rolledBackByHand, 'reversed-by-hand')}
        note={t('playbooks.byHandNote')}
      />
      <Stat
        label={t('playbooks.restore')}
        value={<Restore seconds={fared.medianSecondsToRestore} to={reversed} />}
        note={
          fared.medianSecondsToRestore === null
            ? t('playbooks.restoreNone')
            : t('playbooks.restoreNote', { rollouts: formatCount(rolledBack) })
        }
      />
      <Stat
        label={t('playbooks.restoreP90')}
        value={<Restore seconds={fared.p90SecondsToRestore} to={reversed} />}
        note={t('playbooks.restoreP90Note')}
      />
      <DrillStat playbook={props.playbook} />
    </StatRow>
  );
}
