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
import { Copy, formatCount, formatSeconds, formatShare, Time } from '../../kit';
import { useText } from '../../translation/useText';

/** How a playbook fared, in a sentence; the figures are on its page. */
export function FaredLine(props: { playbook: PlaybookView }) {
  const t = useText();
  const { rollouts, rolledBack, medianSecondsToRestore, drills } =
    props.playbook.fared;
  return (
    <>
      <Copy block>
        {rollouts === 0
          ? t('playbooks.notUsed')
          : t('playbooks.faredLine.used', { count: rollouts })}
        {rollouts > 0 &&
          t('playbooks.faredLine.rolledBack', {
            number: formatCount(rolledBack),
            share: formatShare(Math.round((rolledBack / rollouts) * 10_000)),
          })}
        {medianSecondsToRestore !== null &&
          t('playbooks.faredLine.restore', {
            time: formatSeconds(medianSecondsToRestore),
          })}
      </Copy>
      <Copy block subtle small>
        {drills.last ? (
          <>
            {t(`playbooks.faredLine.drill.${drills.last.outcome}`)}{' '}
            <Time at={drills.last.at} />
          </>
        ) : (
          t('playbooks.faredLine.noDrill')
        )}
      </Copy>
    </>
  );
}
