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
import {
  Copy,
  formatCount,
  formatSeconds,
  formatShare,
  Stat,
  StatRow,
} from '../../kit';
import { useText } from '../../translation/useText';

/** How a playbook fared: each figure with the number it is of. */
export function Fared(props: { fared: PlaybookView['fared'] }) {
  const t = useText();
  const { rollouts, completed, rolledBack, medianSecondsToRestore } =
    props.fared;
  if (rollouts === 0) {
    return (
      <Copy block subtle>
        {t('playbooks.notUsed')}
      </Copy>
    );
  }
  const shareOf = (part: number) =>
    t('playbooks.ofRollouts', {
      share: formatShare(Math.round((part / rollouts) * 10_000)),
      rollouts: formatCount(rollouts),
    });
  return (
    <StatRow label={t('playbooks.fared')}>
      <Stat label={t('playbooks.rollouts')} value={formatCount(rollouts)} />
      <Stat
        label={t('playbooks.completed')}
        value={formatCount(completed)}
        note={shareOf(completed)}
      />
      <Stat
        label={t('playbooks.rolledBack')}
        value={formatCount(rolledBack)}
        note={shareOf(rolledBack)}
      />
      <Stat
        label={t('playbooks.restore')}
        value={
          medianSecondsToRestore === null
            ? '–'
            : formatSeconds(medianSecondsToRestore)
        }
        note={
          medianSecondsToRestore === null
            ? t('playbooks.restoreNone')
            : t('playbooks.restoreNote', { rollouts: formatCount(rolledBack) })
        }
      />
    </StatRow>
  );
}
