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

import { useRouteRef } from '@backstage/core-plugin-api';
import type { Insights } from '@stagecraft/backstage-plugin-rollouts-common';
import { Card, Copy, EntityName, Link, Stack, Time } from '../../kit';
import { rolloutRouteRef } from '../../routes';
import { useText } from '../../translation/useText';

/** Who stopped early on a weak signal, with thanks. */
export function Thanks({ thanks }: Pick<Insights, 'thanks'>) {
  const t = useText();
  const rollout = useRouteRef(rolloutRouteRef);
  return (
    <Card title={t('insights.thanks')}>
      <Copy block subtle>
        {t(thanks.length > 0 ? 'insights.thanksIntro' : 'insights.thanksNone')}
      </Copy>
      <Stack gap={1.5}>
        {thanks.map(({ rolloutId, title, service, name, reason, at }) => (
          <div key={rolloutId}>
            <Copy strong>{name}</Copy> {t('insights.tookBack')}{' '}
            <Link to={rollout({ id: rolloutId })}>{title}</Link> (
            <EntityName entityRef={service} />, <Time at={at} />)
            <Copy block subtle>
              {reason}
            </Copy>
          </div>
        ))}
      </Stack>
    </Card>
  );
}
