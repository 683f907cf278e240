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

import { lazy, Suspense, type ReactNode } from 'react';
import type {
  CheckVerdict,
  Evidence,
  EvidenceCheck,
  Rollout,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { useDecisions, useEvidence } from '../data/useRollout';
import {
  Block,
  Card,
  ChartFrame,
  CheckSign,
  Copy,
  Failed,
  formatValue,
  Fresh,
  LoadingNote,
  Stack,
  StaleBanner,
  Time,
} from '../kit';
import type { Band, Mark } from '../kit/chart/SeriesChart';
import { lastOf, seriesOf } from '../kit/chart/seriesOf';
import { useText, type Text } from '../translation/useText';
import { SeriesTable } from './SeriesTable';
import { bandsOf, marksOf } from './overlays';

// The charts' library is large; only this page needs it.
const SeriesChart = lazy(() => import('../kit/chart/SeriesChart'));

/** Looks after which a value is no longer told as today's. */
const FRESH_LOOKS = 3;

/** The verdict now, or the one that took the exposure back. */
function verdictOf(
  check: EvidenceCheck,
  { checks, reversal }: Rollout,
): CheckVerdict | undefined {
  return [...checks, ...(reversal?.checks ?? [])].find(
    each => each.guardrail === check.name,
  );
}

function sentenceOf(
  check: EvidenceCheck,
  { to, intervalSeconds }: Evidence,
  rollout: Rollout,
  t: Text,
): ReactNode {
  const verdict = verdictOf(check, rollout);
  if (check.kind === 'guardrail' && verdict) {
    if (rollout.phase === 'exposing' && verdict.verdict === 'unknown') {
      return t('rollout.evidence.opening', { title: check.title });
    }
    return verdict.firstLookAt
      ? t('rollout.evidence.measuring', {
          title: check.title,
          when: <Time at={verdict.firstLookAt} />,
        })
      : verdict.sentence;
  }
  const points = seriesOf(check);
  const said = (name: 'new' | 'baseline') => {
    const last = lastOf(points, name);
    const oldest = Date.parse(to) - FRESH_LOOKS * intervalSeconds * 1000;
    return last && last.time >= oldest
      ? formatValue(last.value, check.unit)
      : t('rollout.evidence.noValue');
  };
  return t('rollout.evidence.holds', {
    title: check.title,
    value: said('new'),
    baseline: said('baseline'),
  });
}

function CheckChart(props: {
  check: EvidenceCheck;
  evidence: Evidence;
  rollout: Rollout;
  bands: readonly Band[];
  marks: readonly Mark[];
}) {
  const t = useText();
  const { check, evidence, rollout } = props;
  const verdict = verdictOf(check, rollout);
  const points = seriesOf(check);
  const namesakes = evidence.checks.filter(each => each.title === check.title);
  const title =
    namesakes.length > 1 ? `${check.title}, ${check.name}` : check.title;
  return (
    <ChartFrame
      title={title}
      sign={
        check.kind === 'guardrail' ? (
          verdict && <CheckSign check={verdict} phase={rollout.phase} />
        ) : (
          <Copy small subtle>
            {t('rollout.evidence.success')}
          </Copy>
        )
      }
      sentence={sentenceOf(check, evidence, rollout, t)}
      chart={
        <Suspense fallback={<Block height={172} />}>
          <SeriesChart
            points={points}
            unit={check.unit}
            from={Date.parse(evidence.from)}
            to={Date.parse(evidence.to)}
            intervalSeconds={evidence.intervalSeconds}
            bands={props.bands}
            marks={props.marks}
          />
        </Suspense>
      }
      table={() => (
        <SeriesTable title={title} unit={check.unit} points={points} />
      )}
    />
  );
}

/** One chart a check, over the same time, each with its verdict and table. */
export function EvidenceCard(props: { rollout: Rollout; active: boolean }) {
  const t = useText();
  const { rollout } = props;
  const evidence = useEvidence(rollout.id, props.active);
  const decisions = useDecisions(rollout.id, undefined, props.active);
  if (evidence.failure) {
    return (
      <Failed
        refusal={evidence.failure}
        title={t('rollout.evidence.failed')}
        onRetry={evidence.retry}
      />
    );
  }
  const { data } = evidence;
  const empty = data?.checks.every(
    check => check.new.length === 0 && check.baseline.length === 0,
  );
  return (
    <Card title={t('rollout.evidence.title')}>
      <StaleBanner {...evidence} />
      {evidence.loading && (
        <>
          <LoadingNote />
          <Block height={200} />
          <Block height={200} />
        </>
      )}
      {empty && (
        <Copy block subtle>
          {t('rollout.evidence.none')}
        </Copy>
      )}
      {data && !empty && (
        <Fresh interrupted={evidence.interrupted}>
          <Copy block small subtle>
            {t('rollout.evidence.legend')} {t('rollout.evidence.decisions')}
          </Copy>
          <Stack gap={3}>
            {data.checks.map(check => (
              <CheckChart
                key={`${check.kind} ${check.name}`}
                check={check}
                evidence={data}
                rollout={rollout}
                bands={bandsOf(rollout, data, t)}
                marks={marksOf(decisions.data ?? [], data, t)}
              />
            ))}
          </Stack>
        </Fresh>
      )}
    </Card>
  );
}
