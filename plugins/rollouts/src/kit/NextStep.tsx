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
  formatDuration,
  type RolloutRow,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { useText } from '../translation/useText';
import { useTold } from './clock';
import { Copy } from './layout';
import { Time } from './Time';
import { Titled } from './Titled';

type Told = Pick<RolloutRow, 'next' | 'nextAt' | 'waitsFor'>;

/** How the API tells an instant, which a person wants to hear as a span. */
const INSTANT = /\b(until|by|at) (\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) UTC/;

function spanOf(word: string, seconds: number): string {
  const soon = seconds < 1;
  const [amount, unit] = formatDuration(Math.abs(seconds)).split(' ');
  if (word === 'until') {
    return soon ? 'for a moment more' : `for ${amount} more ${unit}`;
  }
  if (word === 'by') return soon ? 'at once' : `within ${amount} ${unit}`;
  return soon ? `${amount} ${unit} ago` : `in ${amount} ${unit}`;
}

/** The sentence of the next step, its instant as it is seen from now. */
export function nextNow(next: string, now: number): string {
  return next.replace(INSTANT, (_, word: string, day: string, time: string) =>
    spanOf(word, (Date.parse(`${day}T${time}Z`) - now) / 1000),
  );
}

/** What happens next, and when, unless the sentence says so itself. */
export function NextSentence(props: { rollout: Told }) {
  const { rollout } = props;
  const text = useTold(now => nextNow(rollout.next, now));
  const { next, nextAt } = rollout;
  return (
    <>
      <Titled
        text={text}
        refs={rollout.waitsFor.flatMap(({ who = [] }) => who)}
      />
      {nextAt && !INSTANT.test(next) && (
        <Copy subtle>
          {' '}
          (<Time at={nextAt} />)
        </Copy>
      )}
    </>
  );
}

/** What happens next by itself, and when. */
export function NextStep(props: { rollout: RolloutRow }) {
  const t = useText();
  return (
    <Copy block>
      <Copy strong>{t('kit.next')}: </Copy>
      <NextSentence rollout={props.rollout} />
    </Copy>
  );
}
