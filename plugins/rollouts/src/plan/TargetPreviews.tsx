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
  type Stage,
  type TargetPreview,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { audienceText, Card, Copy, Disclosure, Stack } from '../kit';
import { useText } from '../translation/useText';
import { ChangeDiff } from './ChangeDiff';
import { HeldPreflight } from './HeldPreflight';

type StagePreview = TargetPreview['stages'][number];

function StageChange(props: { stage: StagePreview; label: string }) {
  const t = useText();
  const { change, trouble } = props.stage;
  return (
    <Stack>
      {trouble && <Copy block>{trouble}</Copy>}
      {change ? (
        <ChangeDiff change={change} label={props.label} />
      ) : (
        !trouble && <Copy block>{t('plan.changes.noChange')}</Copy>
      )}
    </Stack>
  );
}

/** Whether each target can be exposed and restored. */
export function PreflightCards(props: {
  targets: readonly TargetPreview[];
  /** The plan's own rollout may hold them. */
  own?: boolean;
}) {
  const t = useText();
  return (
    <>
      {props.targets.map(({ target, preflight, heldBy }) => (
        <Card
          key={targetLabel(target)}
          title={t('plan.preflight.titleOf', { target: targetLabel(target) })}
        >
          <HeldPreflight
            results={preflight}
            heldBy={props.own ? undefined : heldBy}
          />
        </Card>
      ))}
    </>
  );
}

/** What stages change on the targets, by the dry run. */
export function StageChanges(props: {
  targets: readonly TargetPreview[];
  stages: readonly Pick<Stage, 'name'>[];
  /** Open from the start; the first otherwise. */
  open?: number;
}) {
  const t = useText();
  const open = props.open ?? 0;
  return (
    <Stack gap={2}>
      <Copy block subtle>
        {t('plan.changes.help')}
      </Copy>
      {props.targets.map(({ target, stages }) => (
        <Stack key={targetLabel(target)} gap={1.5}>
          {props.targets.length > 1 && (
            <Copy block strong>
              {targetLabel(target)}
            </Copy>
          )}
          {stages.map(stage => {
            const number = String(stage.stageIndex + 1);
            return (
              <Disclosure
                key={stage.stageIndex}
                open={stage.stageIndex === open}
                title={t('plan.changes.stage', {
                  number,
                  name: props.stages[stage.stageIndex]?.name ?? number,
                  share: audienceText(stage.exposure, t),
                })}
              >
                <StageChange
                  stage={stage}
                  label={t('plan.changes.label', {
                    number,
                    target: targetLabel(target),
                  })}
                />
              </Disclosure>
            );
          })}
        </Stack>
      ))}
    </Stack>
  );
}
