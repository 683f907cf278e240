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
import type { Harm } from '@stagecraft/backstage-plugin-rollouts-common';
import type { useAcknowledge } from '../data/useHarm';
import { Button, Copy, styles, Unseen } from '../kit';
import { useText } from '../translation/useText';
import { HarmItem } from './HarmItem';

const useStyles = styles(({ colours, space }) => ({
  bar: {
    border: `1px solid ${colours.error.border}`,
    borderLeftWidth: 4,
    borderRadius: 8,
    background: colours.error.surface,
    color: colours.text,
    padding: space(1.5),
  },
  list: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: space(1.5),
  },
  // Under the words, past the sign before them.
  more: { marginLeft: 18 },
}));

/** The most urgent cause, and the others on demand. */
export function Unacknowledged(
  props: {
    items: readonly Harm[];
    onSeen: (harm: Harm) => void;
  } & Pick<ReturnType<typeof useAcknowledge>, 'busy' | 'failure'>,
) {
  const t = useText();
  const css = useStyles();
  const id = useId();
  const [open, setOpen] = useState(false);
  const { items, busy, failure, onSeen } = props;
  const more = items.length - 1;
  return (
    <section className={css.bar} aria-labelledby={id}>
      <Unseen>
        <h2 id={id}>{t('harm.title')}</h2>
      </Unseen>
      <ul className={css.list}>
        {(open ? items : items.slice(0, 1)).map(harm => (
          <HarmItem
            key={harm.id}
            harm={harm}
            busy={busy === harm.id}
            short={!open && more > 0}
            onSeen={() => onSeen(harm)}
          />
        ))}
      </ul>
      <div role="alert">
        {failure && (
          <Copy block small strong>
            {t('harm.notNoted', { why: failure.message })}
          </Copy>
        )}
      </div>
      {more > 0 && (
        <div className={css.more}>
          <Button
            small
            tone="quiet"
            expanded={open}
            onPress={() => setOpen(!open)}
          >
            {open ? t('harm.less') : t('harm.more', { more: String(more) })}
          </Button>
        </div>
      )}
    </section>
  );
}
