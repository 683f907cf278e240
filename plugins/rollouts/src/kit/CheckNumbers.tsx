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

import type { RolloutRow } from '@stagecraft/backstage-plugin-rollouts-common';
import { useText } from '../translation/useText';
import { formatValue } from './format';
import { Copy } from './layout';
import { Time } from './Time';

/** The worst check's value with its limit, its baseline and its age. */
export function CheckNumbers(props: {
  rollout: Pick<RolloutRow, 'phase' | 'worstCheck'>;
}) {
  const t = useText();
  const { phase, worstCheck: check } = props.rollout;
  if (!check) return null;
  const young = check.firstLookAt !== undefined || phase === 'exposing';
  const value = (amount: number | null) =>
    amount === null
      ? t(young ? 'kit.noLook' : 'kit.noData')
      : formatValue(amount, check.unit);
  return (
    <Copy small subtle tabular>
      {check.guardrail} {value(check.new)}
      {check.limit !== null &&
        `, ${t('kit.limit', { value: value(check.limit) })}`}
      {check.baseline !== null &&
        `, ${t('kit.baseline', { value: value(check.baseline) })}`}
      , <Time at={check.assessedAt} />
    </Copy>
  );
}
