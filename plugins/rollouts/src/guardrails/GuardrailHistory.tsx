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

import { lazy, Suspense, useMemo } from 'react';
import type {
  MetricDefinition,
  Point,
} from '@stagecraft/backstage-plugin-rollouts-common';
import {
  absolute,
  Block,
  ChartFrame,
  Copy,
  DataTable,
  Failed,
  formatShare,
  formatValue,
} from '../kit';
import { useMetricHistory } from '../data/useMetrics';
import { useText, type Text } from '../translation/useText';
import type { GuardrailForm } from '../draft/form';
import { crossingsOf, type Crossings } from './crossings';

const HistoryChart = lazy(() => import('./HistoryChart'));
const MINUTES = 60;
const HEIGHT = 140;

/** How often the limit would have been crossed, in words. */
export function crossingsText(
  { usable, failed, breaches, looks }: Crossings,
  guardrail: GuardrailForm,
  t: Text,
): string {
  if (usable === 0) return t('request.guardrails.historyNone');
  const unusable =
    looks.length - usable - Number(guardrail.check.kind === 'relative');
  return [
    failed === 0
      ? t('request.guardrails.historyCalm', { looks: String(usable) })
      : t('request.guardrails.historyCrossed', {
          failed: String(failed),
          looks: String(usable),
          share: formatShare((failed / usable) * 10_000),
        }),
    ...(failed > 0 && breaches === 0
      ? [
          t('request.guardrails.historyNoBreach', {
            confirmations: String(guardrail.confirmations ?? 1),
          }),
        ]
      : []),
    ...(breaches > 0
      ? [t('request.guardrails.historyBreaches', { count: breaches })]
      : []),
    ...(unusable > 0
      ? [t('request.guardrails.historyUnusable', { amount: String(unusable) })]
      : []),
    ...(guardrail.check.kind === 'relative'
      ? [t('request.guardrails.historyRelative')]
      : []),
  ].join(' ');
}

function History(props: {
  points: readonly Point[];
  guardrail: GuardrailForm;
  definition: MetricDefinition;
}) {
  const t = useText();
  const { points, guardrail, definition } = props;
  const crossings = useMemo(
    () => crossingsOf(points, guardrail, definition.direction),
    [points, guardrail, definition.direction],
  );
  const show = (value: number | null) =>
    value === null ? '–' : formatValue(value, definition.unit);
  return (
    <ChartFrame
      title={t('request.guardrails.history', { metric: definition.title })}
      sentence={crossingsText(crossings, guardrail, t)}
      chart={
        <Suspense fallback={<Block height={HEIGHT} />}>
          <HistoryChart
            looks={crossings.looks}
            unit={definition.unit}
            height={HEIGHT}
          />
        </Suspense>
      }
      table={() => (
        <DataTable
          caption={t('request.guardrails.history', {
            metric: definition.title,
          })}
          rows={crossings.looks}
          rowKey={look => look.at}
          columns={[
            {
              key: 'at',
              header: t('request.guardrails.at'),
              cell: look => absolute(look.at),
            },
            {
              key: 'value',
              header: t('request.guardrails.value'),
              align: 'right',
              cell: look => show(look.value),
            },
            {
              key: 'limit',
              header: t('request.field.limit'),
              align: 'right',
              cell: look => show(look.limit),
            },
            {
              key: 'crossed',
              header: t('request.guardrails.crossed'),
              cell: look =>
                t(
                  look.outcome === 'failed'
                    ? 'request.guardrails.yes'
                    : 'request.guardrails.no',
                ),
            },
          ]}
        />
      )}
    />
  );
}

/** How the service did lately, judged by the proposed limit. */
export function GuardrailHistory(props: {
  service: string;
  guardrail: GuardrailForm;
  definition: MetricDefinition;
}) {
  const t = useText();
  const { definition } = props;
  const { data, failure, retry } = useMetricHistory(
    definition.name,
    props.service,
    MINUTES,
  );
  if (failure) {
    return (
      <Failed
        refusal={failure}
        title={t('request.guardrails.history', { metric: definition.title })}
        onRetry={retry}
      />
    );
  }
  if (!data) return <Block height={HEIGHT} />;
  if (data.points.length === 0) {
    return (
      <Copy block small subtle>
        {t('request.guardrails.historyNone')}
      </Copy>
    );
  }
  return (
    <History
      points={data.points}
      guardrail={props.guardrail}
      definition={definition}
    />
  );
}
