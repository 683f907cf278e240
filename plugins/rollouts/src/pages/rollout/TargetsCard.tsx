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
  type Exposure,
  type Rollout,
  type TargetState,
} from '@stagecraft/backstage-plugin-rollouts-common';
import {
  audienceText,
  Card,
  Copy,
  Facts,
  formatShare,
  Stack,
  Time,
  type Fact,
} from '../../kit';
import { useText, type Text } from '../../translation/useText';

function differs(a: Exposure | null, b: Exposure): boolean {
  return a !== null && (a.internal !== b.internal || a.everyone !== b.everyone);
}

function factsOf(target: TargetState, t: Text): Fact[] {
  const facts: Fact[] = [
    {
      term: t('rollout.targets.reported'),
      value: target.exposure
        ? audienceText(target.exposure, t)
        : t('rollout.targets.unknown'),
    },
    {
      term: t('rollout.targets.intended'),
      value: audienceText(target.intended, t),
    },
    {
      term: t('rollout.targets.served'),
      value:
        target.served === null
          ? t('rollout.targets.unknown')
          : formatShare(target.served),
    },
    {
      term: t('rollout.targets.seen'),
      value: target.seenAt ? (
        <Time at={target.seenAt} />
      ) : (
        t('rollout.targets.never')
      ),
    },
  ];
  return target.nextAttemptAt
    ? [
        ...facts,
        {
          term: t('rollout.targets.next'),
          value: <Time at={target.nextAttemptAt} />,
        },
      ]
    : facts;
}

/** What each target reports, should be, and was seen to serve. */
export function TargetsCard(props: { rollout: Rollout }) {
  const t = useText();
  return (
    <Card title={t('rollout.targets.title')}>
      {props.rollout.targets.map(target => (
        <Stack key={targetLabel(target.ref)} gap={1}>
          <Copy mono small>
            {targetLabel(target.ref)}
          </Copy>
          {target.trouble && (
            <Card tone="warning">
              <Copy block small>
                {target.trouble}
              </Copy>
            </Card>
          )}
          {!target.trouble && differs(target.exposure, target.intended) && (
            <Card tone="warning">
              <Copy block small>
                {t('rollout.targets.drift')}
              </Copy>
            </Card>
          )}
          <Facts facts={factsOf(target, t)} />
        </Stack>
      ))}
    </Card>
  );
}
