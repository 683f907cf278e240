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
  type TargetState,
} from '@stagecraft/backstage-plugin-rollouts-common';
import {
  audienceText,
  Card,
  Copy,
  Facts,
  formatShare,
  StateSign,
  Time,
  type Fact,
} from '../../kit';
import { drifts } from '../../targets/drifts';
import { useText, type Text } from '../../translation/useText';

type Standing = 'trouble' | 'unknown' | 'drift' | 'decided';

const TONES = {
  trouble: 'warning',
  unknown: 'neutral',
  drift: 'warning',
  decided: 'ok',
} as const;

function standingOf(target: TargetState): Standing {
  if (target.trouble) return 'trouble';
  if (!target.exposure) return 'unknown';
  return drifts(target) ? 'drift' : 'decided';
}

function takenText({ generation, accepted }: TargetState, t: Text): string {
  if (generation === null) return t('rollout.targets.unknown');
  return t(accepted ? 'rollout.targets.taken' : 'rollout.targets.notTaken', {
    generation: String(generation),
  });
}

/** What others did to it, where they did. */
function rivalFacts({ lastWriter, reverts }: TargetState, t: Text): Fact[] {
  return [
    ...(lastWriter
      ? [
          {
            term: t('rollout.targets.writer'),
            value: (
              <>
                {lastWriter.name}
                {lastWriter.at && (
                  <>
                    , <Time at={lastWriter.at} />
                  </>
                )}
              </>
            ),
          },
        ]
      : []),
    ...(reverts > 0
      ? [
          {
            term: t('rollout.targets.reverts'),
            value: t('rollout.targets.revertsValue', { count: reverts }),
          },
        ]
      : []),
  ];
}

function factsOf(target: TargetState, t: Text): Fact[] {
  const { exposure, intended, served, fence, seenAt, nextAttemptAt } = target;
  const unknown = t('rollout.targets.unknown');
  return [
    {
      term: t('rollout.targets.reported'),
      value: exposure ? audienceText(exposure, t) : unknown,
    },
    {
      term: t('rollout.targets.intended'),
      value: audienceText(intended, t),
    },
    {
      term: t('rollout.targets.served'),
      value: served === null ? unknown : formatShare(served),
    },
    { term: t('rollout.targets.generation'), value: takenText(target, t) },
    {
      term: t('rollout.targets.fence'),
      value: fence ? `${fence.epoch}.${fence.count}` : unknown,
    },
    ...(target.capsule
      ? [{ term: t('rollout.targets.capsule'), value: target.capsule }]
      : []),
    ...rivalFacts(target, t),
    {
      term: t('rollout.targets.seen'),
      value: seenAt ? <Time at={seenAt} /> : t('rollout.targets.never'),
    },
    ...(nextAttemptAt
      ? [
          {
            term: t('rollout.targets.next'),
            value: <Time at={nextAttemptAt} />,
          },
        ]
      : []),
  ];
}

/** One target: what it reports, should be, and was seen to serve. */
export function TargetCard(props: { target: TargetState }) {
  const t = useText();
  const { target } = props;
  const standing = standingOf(target);
  return (
    <Card
      title={targetLabel(target.ref)}
      level={4}
      actions={
        <StateSign tone={TONES[standing]}>
          {t(`rollout.targets.standing.${standing}`)}
        </StateSign>
      }
    >
      {target.trouble && (
        <Card tone="warning">
          <Copy block small>
            {target.trouble}
          </Copy>
        </Card>
      )}
      <Facts facts={factsOf(target, t)} />
    </Card>
  );
}
