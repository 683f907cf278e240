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

type Step = Pick<RolloutRow, 'next' | 'nextAt'>;
type Told = Step & Pick<RolloutRow, 'waitsFor'>;

/** How the API tells a span up to `nextAt`: `for 15 more seconds`. */
const SPAN = /\b(for|within) \d+ (more )?(?:second|minute|hour|day)s?\b/;

/** A span as the API words it, as long as it is by now. */
function spanOf(word: string, more: string, seconds: number): string {
  if (seconds < 1) return more ? `${word} a moment more` : `${word} a moment`;
  const [amount, unit] = formatDuration(seconds).split(' ');
  return `${word} ${amount} ${more}${unit}`;
}

/** The sentence of the next step, its span counted down since it was told. */
export function nextNow({ next, nextAt }: Step, now: number): string {
  if (!nextAt) return next;
  const seconds = (Date.parse(nextAt) - now) / 1000;
  return next.replace(SPAN, (_, word: string, more = '') =>
    spanOf(word, more, seconds),
  );
}

/** What happens next, and when, unless the sentence says so itself. */
export function NextSentence(props: { rollout: Told }) {
  const { rollout } = props;
  const text = useTold(now => nextNow(rollout, now));
  const { next, nextAt } = rollout;
  return (
    <>
      <Titled
        text={text}
        refs={rollout.waitsFor.flatMap(({ who = [] }) => who)}
      />
      {nextAt && !SPAN.test(next) && (
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
