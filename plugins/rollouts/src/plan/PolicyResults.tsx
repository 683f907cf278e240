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

import {
  policyTitle,
  type PolicyResult,
  type Risk,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { absolute, Copy, Stack } from '../kit';
import { useText, type Text } from '../translation/useText';
import { Outcomes } from './Outcomes';
import { RiskTier } from './RiskTier';

/** Its result stands on its own, with the reasons. */
const RISK = 'risk-tier';

/** Who went past it and until when; undefined where nobody did. */
export function bypassedText(
  { bypassed }: PolicyResult,
  t: Text,
): string | undefined {
  return (
    bypassed &&
    t('plan.policy.bypassed', {
      by: bypassed.by,
      until: absolute(bypassed.until),
    })
  );
}

/** Where the demand comes from, and who went past it. */
function notesOf(result: PolicyResult, t: Text): string[] {
  const by = result.demandedBy?.join('-and-');
  const from =
    by === 'everybody' || by === 'playbook' || by === 'everybody-and-playbook'
      ? t(`plan.policy.by.${by}`)
      : undefined;
  return [from, bypassedText(result, t)].flatMap(note => note ?? []);
}

/** What policy says of a plan, what fails first. */
export function PolicyResults(props: {
  policies: readonly PolicyResult[];
  risk?: Risk;
}) {
  const t = useText();
  const { risk } = props;
  const policies = props.policies.filter(
    ({ policy, outcome }) => !risk || policy !== RISK || outcome !== 'pass',
  );
  return (
    <Stack gap={1.5}>
      {risk && <RiskTier risk={risk} />}
      {policies.length === 0 ? (
        <Copy block subtle>
          {t('plan.policy.none')}
        </Copy>
      ) : (
        <Outcomes
          passing={amount => t('plan.policy.passing', { amount })}
          items={policies.map((result, index) => ({
            key: `${result.policy}-${index}`,
            outcome: result.outcome,
            word: t(
              `plan.policy.outcome.${
                result.bypassed ? 'bypassed' : result.outcome
              }`,
            ),
            title: policyTitle(result),
            text: result.explanation,
            remedy:
              result.remedy &&
              t('plan.policy.remedy', { remedy: result.remedy }),
            notes: notesOf(result, t),
            stands: Boolean(result.bypassed),
          }))}
        />
      )}
    </Stack>
  );
}
