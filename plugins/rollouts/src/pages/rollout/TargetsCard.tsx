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
  targetLabel,
  type Rollout,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { Heading, Stack } from '../../kit';
import { useText } from '../../translation/useText';
import { TargetCard } from './TargetCard';

/** What each target reports, should be, and was seen to serve. */
export function TargetsCard(props: { rollout: Rollout }) {
  const t = useText();
  return (
    <Stack gap={1}>
      <Heading level={3}>{t('rollout.targets.title')}</Heading>
      {props.rollout.targets.map(target => (
        <TargetCard key={targetLabel(target.ref)} target={target} />
      ))}
    </Stack>
  );
}
