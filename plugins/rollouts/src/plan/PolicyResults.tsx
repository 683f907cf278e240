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

import type { PolicyResult } from '@stagecraft/backstage-plugin-rollouts-common';
import { Copy } from '../kit';
import { useText } from '../translation/useText';
import { Outcomes } from './Outcomes';

/** `separation-of-duties` as people read it. */
function titleOf(policy: string): string {
  const words = policy.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What policy says of a plan, what fails first. */
export function PolicyResults(props: { policies: readonly PolicyResult[] }) {
  const t = useText();
  if (props.policies.length === 0) {
    return (
      <Copy block subtle>
        {t('plan.policy.none')}
      </Copy>
    );
  }
  return (
    <Outcomes
      items={props.policies.map((result, index) => ({
        key: `${result.policy}-${index}`,
        outcome: result.outcome,
        word: t(`plan.policy.outcome.${result.outcome}`),
        title: titleOf(result.policy),
        text: result.explanation,
        remedy:
          result.remedy && t('plan.policy.remedy', { remedy: result.remedy }),
      }))}
    />
  );
}
