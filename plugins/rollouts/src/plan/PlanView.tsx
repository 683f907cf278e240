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

import { Card } from '../kit';
import { useText } from '../translation/useText';
import { ExposureFrame } from './ExposureFrame';
import { GuardrailsTable } from './GuardrailsTable';
import { PlanFacts, type ShownPlan } from './PlanFacts';
import { StagesTable } from './StagesTable';
import { SuccessMetrics } from './SuccessMetrics';
import { WayBack } from './WayBack';
import { NO_DEFINITIONS, type Definitions } from './words';

export interface PlanViewProps {
  service: string;
  plan: ShownPlan;
  playbook: { id: string; version?: number };
  planHash?: string;
  definitions?: Definitions;
  /** The stage that is decided on now. */
  current?: number;
}

/** The whole plan, in the same order wherever it is shown. */
export function PlanView(props: PlanViewProps) {
  const t = useText();
  const { plan, definitions = NO_DEFINITIONS } = props;
  return (
    <>
      <Card title={t('plan.facts.title')}>
        <PlanFacts
          service={props.service}
          plan={plan}
          playbook={props.playbook}
          planHash={props.planHash}
        />
      </Card>
      <Card title={t('plan.success.title')}>
        <SuccessMetrics plan={plan} definitions={definitions} />
      </Card>
      <Card title={t('plan.stages.title')} flush>
        <StagesTable stages={plan.stages} current={props.current} />
      </Card>
      <Card>
        <ExposureFrame stages={plan.stages} />
      </Card>
      <Card title={t('plan.guardrails.title')} flush>
        <GuardrailsTable
          guardrails={plan.guardrails}
          definitions={definitions}
        />
      </Card>
      <Card title={t('plan.wayBack.title')}>
        <WayBack rollbackPlan={plan.rollbackPlan} />
      </Card>
    </>
  );
}
