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

import type { PreflightResult } from '@stagecraft/backstage-plugin-rollouts-common';
import { Copy } from '../kit';
import { useText } from '../translation/useText';
import { Outcomes } from './Outcomes';

/** Whether a target can be exposed and restored, with evidence and remedy. */
export function Preflight(props: {
  results: readonly PreflightResult[];
  /** All are listed, those that pass too. */
  whole?: boolean;
}) {
  const t = useText();
  if (props.results.length === 0) {
    return (
      <Copy block subtle>
        {t('plan.preflight.none')}
      </Copy>
    );
  }
  return (
    <Outcomes
      passing={
        props.whole
          ? undefined
          : amount => t('plan.preflight.passing', { amount })
      }
      items={props.results.map((result, index) => ({
        key: `${result.check}-${index}`,
        outcome: result.outcome,
        word: t(`plan.preflight.outcome.${result.outcome}`),
        title: result.check,
        text: result.required
          ? `${result.evidence} ${t('plan.preflight.required')}`
          : result.evidence,
        remedy:
          result.remedy && t('plan.policy.remedy', { remedy: result.remedy }),
      }))}
    />
  );
}
