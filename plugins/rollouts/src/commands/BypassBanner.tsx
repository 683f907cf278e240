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
  type Bypass,
  type Rollout,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { Actor, Card, Copy, Time, useTold } from '../kit';
import { useText } from '../translation/useText';

function Live(props: { bypass: Bypass }) {
  const t = useText();
  const { bypass } = props;
  const live = useTold(now => now < Date.parse(bypass.expiresAt));
  if (!live) return null;
  return (
    <Card
      level={2}
      tone="error"
      title={
        bypass.freeze
          ? t('commands.bypass.freezePassed')
          : t('commands.bypass.passed', { policy: policyTitle(bypass) })
      }
    >
      <Copy block>{bypass.reason}</Copy>
      <Copy block small>
        <Actor actor={bypass.actor} />, <Time at={bypass.at} />.{' '}
        {t('commands.bypass.ends')} <Time at={bypass.expiresAt} />.{' '}
        {t('commands.bypass.reviewed')}
      </Copy>
    </Card>
  );
}

/** Says that somebody went past a policy, who, why, and until when. */
export function BypassBanner(props: { rollout: Rollout }) {
  const { bypasses, planHash } = props.rollout;
  return (
    <>
      {bypasses
        .filter(bypass => bypass.planHash === planHash && !bypass.revisedAt)
        .map(bypass => (
          <Live key={bypass.reviewId} bypass={bypass} />
        ))}
    </>
  );
}
