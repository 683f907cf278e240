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
import { Card, Copy } from '../../kit';
import { useText } from '../../translation/useText';
import { Moment, WindowText } from '../../kit/WindowText';

/** Freezes that the rollout's stages ahead run into, and its finish with them. */
export function FreezesAhead({ rollout }: { rollout: Rollout }) {
  const t = useText();
  const { outlook } = rollout;
  if (!outlook || outlook.ahead.length === 0) return null;
  return (
    <Card title={t('freezes.outlook.title')} tone="warning">
      {outlook.ahead.map(({ freeze, window, stageIndex }) => (
        <Copy key={`${freeze.id}/${window.start}`} block small>
          {t('freezes.outlook.hit', {
            stage: String(stageIndex + 1),
            title: freeze.title,
          })}{' '}
          <WindowText window={window} />
        </Copy>
      ))}
      <Copy block small strong>
        {outlook.finish === null ? (
          t('freezes.outlook.open')
        ) : (
          <>
            {t('freezes.outlook.finish')} <Moment at={outlook.finish} />
          </>
        )}
      </Copy>
    </Card>
  );
}
