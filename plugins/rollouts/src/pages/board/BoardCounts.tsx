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
  BOARD_GROUPS,
  type BoardGroup,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { Block, formatCount, Stat, StatRow, type Role } from '../../kit';
import { useText } from '../../translation/useText';

const ROLES: Record<BoardGroup, Role> = {
  exposed: 'neutral',
  'waiting-for-people': 'neutral',
  'held-or-unknown': 'warning',
  'rolled-back-recently': 'info',
};

/** Four counts across the top that are also filters. */
export function BoardCounts(props: {
  counts: Record<BoardGroup, number> | undefined;
  group: BoardGroup | undefined;
  onChange: (group: BoardGroup | undefined) => void;
}) {
  const t = useText();
  const { counts } = props;
  return (
    <StatRow label={t('board.counts')}>
      {BOARD_GROUPS.map(group => {
        if (!counts) return <Block key={group} height={80} />;
        const pressed = props.group === group;
        return (
          <Stat
            key={group}
            label={t(`board.group.${group}`)}
            value={formatCount(counts[group])}
            role={counts[group] > 0 ? ROLES[group] : 'neutral'}
            pressed={pressed}
            onPress={() => props.onChange(pressed ? undefined : group)}
          />
        );
      })}
    </StatRow>
  );
}
