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

import { Copy, formatChange, Stack } from '../kit';
import { useText } from '../translation/useText';
import type { ShownPlan } from './PlanFacts';
import type { Definitions } from './words';

/** What decides the hypothesis: success metrics and the decision rule. */
export function SuccessMetrics(props: {
  plan: Pick<ShownPlan, 'successMetrics' | 'decisionRule'>;
  definitions: Definitions;
}) {
  const t = useText();
  const { plan, definitions } = props;
  return (
    <Stack>
      {plan.successMetrics.map(({ metric, worthwhile }) => (
        <Copy block key={metric}>
          {t('plan.success.metric', {
            metric: definitions.get(metric)?.title ?? metric,
            change: formatChange(worthwhile).replace('+', ''),
          })}
        </Copy>
      ))}
      <Copy block>
        {t('plan.success.rule')}:{' '}
        <Copy strong>{t(`plan.success.rules.${plan.decisionRule}`)}.</Copy>{' '}
        {t(`plan.success.ruleMeans.${plan.decisionRule}`)}
      </Copy>
    </Stack>
  );
}
