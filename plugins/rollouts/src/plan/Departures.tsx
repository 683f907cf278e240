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

import type { Departure } from '@stagecraft/backstage-plugin-rollouts-common';
import { Copy, styles } from '../kit';
import { useText } from '../translation/useText';

const useStyles = styles(({ space }) => ({
  list: {
    margin: 0,
    paddingLeft: space(2.5),
    display: 'flex',
    flexDirection: 'column',
    gap: space(0.5),
  },
}));

/** Where a plan departs from its playbook. */
export function Departures(props: { departures: readonly Departure[] }) {
  const css = useStyles();
  const t = useText();
  if (props.departures.length === 0) {
    return (
      <Copy block subtle>
        {t('plan.departures.none')}
      </Copy>
    );
  }
  return (
    <ul className={css.list}>
      {props.departures.map((departure, index) => (
        <li key={`${departure.path.join('.')}-${index}`}>
          {departure.sentence}
        </li>
      ))}
    </ul>
  );
}
