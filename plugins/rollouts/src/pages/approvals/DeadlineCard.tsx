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
import { absolute, audienceText, Card, Copy, Time } from '../../kit';
import { useText } from '../../translation/useText';

/** What happens if nobody decides, and when. */
export function DeadlineCard(props: { rollout: Rollout }) {
  const t = useText();
  const { asked, exposure, endsAt, stageIndex } = props.rollout;
  const end = absolute(endsAt);
  const otherwise =
    asked?.undecided === 'remind' && stageIndex < 0
      ? 'remindFirst'
      : asked?.undecided;
  return (
    <Card title={t('approvals.page.deadline')}>
      <Copy block strong>
        {asked
          ? t('approvals.page.deadlineAt', {
              time: <Time at={asked.decideBy} />,
            })
          : t('approvals.page.deadlineNone')}
      </Copy>
      {otherwise && (
        <Copy block>
          {t(`approvals.page.undecided.${otherwise}`, {
            exposure: audienceText(exposure, t),
            end,
          })}
        </Copy>
      )}
    </Card>
  );
}
