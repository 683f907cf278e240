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

import { useRef, useState } from 'react';
import { useAcknowledge, useHarm } from '../data/useHarm';
import { Announcer, Button, Clock, Copy, Fresh, Row, styles } from '../kit';
import { useText } from '../translation/useText';
import { useStandsHere } from './barsOnScreen';
import { Unacknowledged } from './Unacknowledged';

const useStyles = styles(() => ({
  bar: {
    // Focus comes here when the button that was pressed is gone.
    '&:focus': { outline: 'none' },
    '@media print': { display: 'none' },
  },
}));

/**
 * What harm concerns the viewer, until they say that they have seen it. The
 * portal's notification settings have no say in it. Nothing where there is
 * none.
 */
export function HarmBar(props: {
  /** Beside pages of others: it says nothing of its own troubles there. */
  beside?: boolean;
}) {
  useStandsHere(!props.beside);
  const t = useText();
  const css = useStyles();
  const bar = useRef<HTMLDivElement>(null);
  const { data, failure, interrupted, receivedAt, retry } = useHarm();
  const { acknowledge, ...acknowledging } = useAcknowledge();
  const [noted, setNoted] = useState(false);
  const items = data?.items ?? [];
  const [first] = items;
  // Who may read nothing is told so by the page.
  const unread = !props.beside && failure && failure.kind !== 'not-allowed';
  return (
    <div ref={bar} tabIndex={-1} className={css.bar}>
      <Announcer text={first?.title ?? (noted ? t('harm.none') : '')} />
      {unread && (
        <Row align="center">
          <Copy small>{t('harm.failed')}</Copy>
          <Button small tone="quiet" onPress={retry}>
            {t('harm.again')}
          </Button>
        </Row>
      )}
      {first && data && (
        <Fresh interrupted={interrupted}>
          <Clock now={data.now} receivedAt={receivedAt}>
            <Unacknowledged
              items={items}
              {...acknowledging}
              onSeen={({ id }) => {
                bar.current?.focus();
                setNoted(true);
                acknowledge(id);
              }}
            />
          </Clock>
        </Fresh>
      )}
    </div>
  );
}
