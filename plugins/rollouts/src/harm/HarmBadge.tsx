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

import { styles } from '../kit';
import { IfReadable } from '../permissions/IfReadable';
import { useBarOnScreen } from './barsOnScreen';
import { HarmBar } from './HarmBar';

const useStyles = styles(({ colours, space, narrow }) => ({
  corner: {
    position: 'fixed',
    right: space(2),
    bottom: space(2),
    width: 'min(420px, calc(100vw - 32px))',
    // Above pages, below dialogs.
    zIndex: 1200,
    '& section': {
      maxHeight: '50vh',
      overflowY: 'auto',
      boxShadow: `0 4px 16px ${colours.neutral.border}`,
    },
    [narrow]: { right: space(1), bottom: space(1) },
  },
}));

/**
 * The bar of harm in a corner of every page that has none of its own. Nothing
 * where there is no harm, or for who may read no rollouts.
 */
export function HarmBadge() {
  const css = useStyles();
  const standsElsewhere = useBarOnScreen();
  if (standsElsewhere) return null;
  return (
    <div className={css.corner}>
      <IfReadable>
        <HarmBar beside />
      </IfReadable>
    </div>
  );
}
