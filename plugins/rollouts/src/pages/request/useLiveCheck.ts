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

import { useEffect, useMemo, useState } from 'react';
import type { PlanCheck } from '@stagecraft/backstage-plugin-rollouts-common';
import { usePlanCheck } from '../../data/usePlan';
import { useSettled } from '../../data/useSettled';
import type { Form } from '../../draft/form';
import { planOf } from '../../draft/proposal';

/** What the API says of the plan as it is written; the last answer stays. */
export function useLiveCheck(form: Form) {
  const settled = useSettled(form);
  const plan = useMemo(() => planOf(settled), [settled]);
  const enabled = settled.service !== '' && settled.plan.playbook !== '';
  const { data, failure, loading, retry } = usePlanCheck(
    settled.service,
    plan,
    enabled,
  );
  const [told, setTold] = useState<{ form: Form; check: PlanCheck }>();
  useEffect(() => {
    if (data) setTold({ form: settled, check: data });
    // The answer is to the form that was settled when it was asked.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [data]);
  return { told, enabled, failure, retry, checking: enabled && loading };
}
