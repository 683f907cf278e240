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

import { lazy, Suspense } from 'react';
import type {
  Effect,
  Experiment,
} from '@stagecraft/backstage-plugin-rollouts-common';
import {
  Block,
  Card,
  ChartFrame,
  Copy,
  EffectSign,
  Heading,
  Row,
  Stack,
} from '../../kit';
import { useText, type Text } from '../../translation/useText';
import { EffectTable } from './EffectTable';
import { isMeasured } from './intervalScale';

// The charts' library is large; only experiments with an interval need it.
const IntervalChart = lazy(() => import('./IntervalChart'));

function EffectPart(props: { effect: Effect }) {
  const { effect } = props;
  const sign = <EffectSign verdict={effect.verdict} />;
  const table = () => <EffectTable effect={effect} />;
  if (!isMeasured(effect)) {
    return (
      <section aria-label={effect.title}>
        <Stack gap={0.5}>
          <Row>
            <Heading level={4}>{effect.title}</Heading>
            {sign}
          </Row>
          <Copy block>{effect.sentence}</Copy>
          {table()}
        </Stack>
      </section>
    );
  }
  return (
    <ChartFrame
      title={effect.title}
      sign={sign}
      sentence={effect.sentence}
      chart={
        <Suspense fallback={<Block height={84} />}>
          <IntervalChart effect={effect} />
        </Suspense>
      }
      table={table}
    />
  );
}

/** Whether the tests are valid, over all success metrics. */
export function validityText(effects: readonly Effect[], t: Text): string {
  const valid = effects.filter(
    ({ verdict }) => verdict !== 'no-valid-test',
  ).length;
  if (valid === 0) return t('experiment.effects.notValid');
  return valid === effects.length
    ? t('experiment.effects.valid')
    : t('experiment.effects.someValid', {
        valid: String(valid),
        all: String(effects.length),
      });
}

/** What decides the hypothesis: the effect on each success metric. */
export function EffectsCard(props: { experiment: Experiment }) {
  const t = useText();
  const { conclusion, effects: soFar } = props.experiment;
  const effects = conclusion ? conclusion.effects : soFar;
  return (
    <Card
      title={t(
        conclusion
          ? 'experiment.effects.concluded'
          : 'experiment.effects.title',
      )}
    >
      {effects.length === 0 ? (
        <Copy block subtle>
          {t('experiment.effects.none')}
        </Copy>
      ) : (
        <>
          <Copy block strong>
            {validityText(effects, t)}
          </Copy>
          <Stack gap={3}>
            {effects.map(effect => (
              <EffectPart key={effect.metric} effect={effect} />
            ))}
          </Stack>
        </>
      )}
    </Card>
  );
}
