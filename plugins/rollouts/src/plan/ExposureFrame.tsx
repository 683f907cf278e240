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
import {
  segmentOf,
  type Stage,
} from '@stagecraft/backstage-plugin-rollouts-common';
import {
  Block,
  ChartFrame,
  DataTable,
  formatDuration,
  formatShare,
} from '../kit';
import { useText } from '../translation/useText';
import { exposureSteps, type ExposureStep } from './exposureSteps';
import { leastSeconds } from './words';

const ExposureChart = lazy(() => import('./ExposureChart'));
const HEIGHT = 200;

/** Exposure over time as a step chart, with the earliest finish. */
export function ExposureFrame(props: { stages: readonly Stage[] }) {
  const t = useText();
  const steps = exposureSteps(props.stages);
  return (
    <ChartFrame
      title={t('plan.chart.title')}
      sentence={t('plan.chart.earliest', {
        duration: formatDuration(leastSeconds(props.stages)),
      })}
      chart={
        <Suspense fallback={<Block height={HEIGHT} />}>
          <ExposureChart steps={steps} height={HEIGHT} />
        </Suspense>
      }
      table={() => (
        <DataTable
          caption={t('plan.chart.title')}
          rows={steps.slice(0, -1)}
          rowKey={step => `${step.at}-${step.stage}`}
          columns={[
            {
              key: 'stage',
              header: t('plan.chart.stage'),
              cell: step => step.stage,
            },
            {
              key: 'at',
              header: t('plan.chart.time'),
              align: 'right',
              cell: step => formatDuration(step.at),
            },
            {
              key: 'internal',
              header: t('plan.chart.internal'),
              align: 'right',
              cell: step => formatShare(step.internal),
            },
            ...(steps.some(step => step.segment !== undefined)
              ? [
                  {
                    key: 'segment',
                    header: t('plan.chart.segment'),
                    align: 'right' as const,
                    cell: (step: ExposureStep) => formatShare(segmentOf(step)),
                  },
                ]
              : []),
            {
              key: 'everyone',
              header: t('plan.chart.everyone'),
              align: 'right',
              cell: step => formatShare(step.everyone),
            },
          ]}
        />
      )}
    />
  );
}
