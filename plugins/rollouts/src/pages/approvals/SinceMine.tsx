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
import { useDecisions } from '../../data/useRollout';
import { useViewer } from '../../data/useViewer';
import { Copy, Facts, shortHash, Stack } from '../../kit';
import { useText } from '../../translation/useText';
import type { Asked } from './asked';
import { stageDifferences } from './stageDifferences';

function Revisions(props: { rolloutId: string; after: string }) {
  const t = useText();
  const decisions = useDecisions(props.rolloutId, 'people', false);
  const revisions = (decisions.data ?? []).filter(
    ({ command, at }) => command === 'revise' && at >= props.after,
  );
  return (
    <>
      {revisions.map(({ seq, actor, reason }) => (
        <Copy block key={seq}>
          {t('approvals.page.revised', { name: actor.name, reason })}
        </Copy>
      ))}
    </>
  );
}

function StageChanged(props: { rollout: Rollout; from: number; to: number }) {
  const t = useText();
  const { stages } = props.rollout.plan;
  const before = stages[props.from];
  const after = stages[props.to];
  if (!before || !after) return null;
  const differences = stageDifferences(before, after, t);
  return (
    <Stack gap={0.5}>
      <Copy block>
        {t('approvals.page.samePlan', {
          number: String(props.from + 1),
          name: before.name,
          next: String(props.to + 1),
        })}
      </Copy>
      {differences.length === 0 ? (
        <Copy block>{t('approvals.page.nothing')}</Copy>
      ) : (
        <Facts
          facts={differences.map(difference => ({
            term: difference.part,
            value: t('approvals.page.becomes', {
              before: difference.before,
              after: difference.after,
            }),
          }))}
        />
      )}
    </Stack>
  );
}

/** What is asked now, against what the viewer approved last. */
export function SinceMine(props: { rollout: Rollout; asked: Asked }) {
  const t = useText();
  const viewer = useViewer();
  const { rollout, asked } = props;
  const mine = rollout.approvals
    .filter(({ actor, withdrawnAt }) => actor.ref === viewer && !withdrawnAt)
    .sort((a, b) => a.at.localeCompare(b.at))
    .at(-1);
  if (!mine) {
    return <Copy block>{t('approvals.page.neverApproved')}</Copy>;
  }
  if (mine.planHash !== asked.planHash) {
    return (
      <Stack gap={0.5}>
        <Copy block>
          {t('approvals.page.otherPlan', {
            number: String(mine.stageIndex + 1),
            from: shortHash(mine.planHash),
            to: shortHash(asked.planHash),
          })}
        </Copy>
        <Revisions rolloutId={rollout.id} after={mine.at} />
      </Stack>
    );
  }
  return mine.stageIndex === asked.stageIndex ? (
    <Copy block>{t('approvals.page.sameStage')}</Copy>
  ) : (
    <StageChanged
      rollout={rollout}
      from={mine.stageIndex}
      to={asked.stageIndex}
    />
  );
}
