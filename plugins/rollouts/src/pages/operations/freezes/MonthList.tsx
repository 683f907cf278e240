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

import type { FreezeList } from '../../../data/useFreezes';
import { Copy, Disclosure, styles } from '../../../kit';
import { useText } from '../../../translation/useText';
import type { Window } from './weeks';
import { WindowButton } from './WindowButton';
import { WindowText } from '../../../kit/WindowText';

const useStyles = styles(({ space, narrow }) => ({
  narrowOnly: { display: 'none', [narrow]: { display: 'block' } },
  list: {
    display: 'grid',
    gap: space(1),
    margin: 0,
    padding: 0,
    listStyle: 'none',
  },
}));

/** In a narrow window, before the others are folded away. */
const LISTED = 6;

/** What is not over yet; of a month that is over, everything. */
function stillToCome({ windows, now }: FreezeList): readonly Window[] {
  const coming = windows.filter(({ end }) => end === null || end > now);
  return coming.length > 0 ? coming : windows;
}

/** A month's freezes one below the other, where the window is narrow. */
export function MonthList(props: {
  list: FreezeList | undefined;
  onFreeze: (id: string) => void;
}) {
  const { list, onFreeze } = props;
  const t = useText();
  const css = useStyles();
  if (!list) return null;
  const byId = new Map(list.items.map(freeze => [freeze.id, freeze]));
  const windows = stillToCome(list);
  const listed = (some: readonly Window[]) => (
    <ul className={css.list}>
      {some.map(window => (
        <li key={`${window.freezeId}/${window.start}`}>
          <WindowButton
            window={window}
            freeze={byId.get(window.freezeId)}
            now={list.now}
            onPress={() => onFreeze(window.freezeId)}
          />
          <Copy small subtle block>
            <WindowText window={window} />
          </Copy>
        </li>
      ))}
    </ul>
  );
  return (
    <div className={css.narrowOnly}>
      {listed(windows.slice(0, LISTED))}
      {windows.length > LISTED && (
        <Disclosure
          title={t('freezes.calendar.later', {
            number: String(windows.length - LISTED),
          })}
        >
          {listed(windows.slice(LISTED))}
        </Disclosure>
      )}
    </div>
  );
}
