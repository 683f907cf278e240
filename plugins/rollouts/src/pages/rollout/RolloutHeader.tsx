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
import type { Rollout } from '@stagecraft/backstage-plugin-rollouts-common';
import { BypassButton } from '../../commands';
import {
  Age,
  Card,
  Copy,
  EntityName,
  ExposureFigure,
  Heading,
  HeaderBar,
  Link,
  NextStep,
  PhaseSign,
  Stack,
} from '../../kit';
import { experimentRouteRef } from '../../routes';
import { useText } from '../../translation/useText';
import { RolloutActions } from './RolloutActions';

/** What is exposed, whether it is well, what happens next, and the actions. */
export function RolloutHeader(props: { rollout: Rollout }) {
  const t = useText();
  const experiment = useRouteRef(experimentRouteRef);
  const { rollout } = props;
  const { hypothesis } = rollout;
  return (
    <Card>
      <HeaderBar
        main={
          <Stack gap={0.75} align="flex-start">
            <Heading level={2}>
              <Link to={experiment({ id: rollout.experiment.id })}>
                {rollout.experiment.title}
              </Link>
            </Heading>
            <Copy>
              <EntityName entityRef={rollout.service} />, {rollout.environment}
              <Copy subtle>
                {' '}
                · <Age since={rollout.createdAt} />
              </Copy>
            </Copy>
            <PhaseSign rollout={rollout} large />
          </Stack>
        }
        figure={<ExposureFigure rollout={rollout} />}
        actions={<RolloutActions rollout={rollout} />}
      />
      <Stack gap={0.5}>
        <Copy block subtle>
          {t('rollout.hypothesis', hypothesis)}
        </Copy>
        <NextStep rollout={rollout} />
        <BypassButton rollout={rollout} />
      </Stack>
    </Card>
  );
}
