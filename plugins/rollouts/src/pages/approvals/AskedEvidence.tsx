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

import type { Rollout } from '@stagecraft/backstage-plugin-rollouts-common';
import { Card, Copy, formatCount, shortHash, Stack, Time } from '../../kit';
import { useText } from '../../translation/useText';

/** The evidence that an approval is of: as it was when people were asked. */
export function AskedEvidence(props: { rollout: Rollout }) {
  const t = useText();
  const { asked } = props.rollout;
  if (!asked?.evidenceDigest) return null;
  return (
    <Card title={t('approvals.page.askedEvidence')}>
      <Copy block>
        {t('approvals.page.askedAt', {
          time: <Time at={asked.at} />,
          sample: formatCount(asked.sample),
        })}
      </Copy>
      <Stack gap={0.25}>
        {asked.checks.map(check => (
          <Copy block small key={check.guardrail}>
            {check.sentence}
          </Copy>
        ))}
      </Stack>
      <Copy block small subtle>
        {t('approvals.page.askedDigest', {
          digest: shortHash(asked.evidenceDigest),
        })}
      </Copy>
    </Card>
  );
}
