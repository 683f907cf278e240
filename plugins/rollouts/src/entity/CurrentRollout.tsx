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
import type { RolloutRow } from '@stagecraft/backstage-plugin-rollouts-common';
import {
  Age,
  Card,
  CheckNumbers,
  Copy,
  ExposureFigure,
  HeaderBar,
  Heading,
  Link,
  NextStep,
  Stack,
} from '../kit';
import { RolloutActions } from '../pages/rollout/RolloutActions';
import { rolloutRouteRef } from '../routes';
import { Standing } from './Standing';

/** What is exposed of a service, whether it is well, what is next, and actions. */
export function CurrentRollout(props: { rollout: RolloutRow }) {
  const linkTo = useRouteRef(rolloutRouteRef);
  const { rollout } = props;
  return (
    <Card>
      <HeaderBar
        main={
          <Stack gap={0.75} align="flex-start">
            <Heading level={3}>
              <Link to={linkTo({ id: rollout.id })}>
                {rollout.experiment.title}
              </Link>
            </Heading>
            <Copy subtle>
              {rollout.environment} · <Age since={rollout.createdAt} />
            </Copy>
            <Standing rollout={rollout} />
            <CheckNumbers rollout={rollout} />
          </Stack>
        }
        figure={<ExposureFigure rollout={rollout} />}
        actions={<RolloutActions rollout={rollout} />}
      />
      <NextStep rollout={rollout} />
    </Card>
  );
}
