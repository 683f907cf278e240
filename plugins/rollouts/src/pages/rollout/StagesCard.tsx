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

import type {
  Rollout,
  Stage,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { CommandButton } from '../../commands';
import {
  Card,
  Copy,
  Disclosure,
  EntityName,
  formatCount,
  formatDuration,
  formatShare,
  Row,
  Stack,
  StepList,
  Time,
  type StepState,
} from '../../kit';
import { useText } from '../../translation/useText';
import { stateOf } from '../../commands/actionsOf';
import { Objections } from '../../commands/Objections';
import { Quorums } from '../../commands/Quorums';

interface StageProps {
  rollout: Rollout;
  stage: Stage;
  index: number;
}

function Milestones({ rollout, stage, index }: StageProps) {
  const t = useText();
  return (
    <>
      {stage.milestones.map(milestone => {
        const attested = rollout.attestations.find(
          each =>
            each.stageIndex === index && each.milestone === milestone.name,
        );
        const state = stateOf(
          rollout,
          'attest-milestone',
          each =>
            each.stageIndex === index && each.milestone === milestone.name,
        );
        return (
          <Row key={milestone.name} justify="space-between">
            <Copy small>
              {milestone.title},{' '}
              {attested ? (
                <>
                  {t('rollout.ladder.attested', { name: attested.actor.name })}{' '}
                  <Time at={attested.at} />: {attested.reason}
                </>
              ) : (
                <>
                  {t('rollout.ladder.notAttested')}{' '}
                  <EntityName entityRef={milestone.role} />
                </>
              )}
            </Copy>
            {!attested && state && (
              <CommandButton
                small
                rollout={rollout}
                state={state}
                make={reason => ({
                  command: 'attest-milestone',
                  stageIndex: index,
                  milestone: milestone.name,
                  reason,
                })}
              />
            )}
          </Row>
        );
      })}
    </>
  );
}

function StageFacts(props: StageProps & { state: StepState }) {
  const t = useText();
  const { rollout, stage, index, state } = props;
  const times = rollout.stageTimes.find(each => each.index === index);
  const needed = formatCount(stage.minimumSample);
  return (
    <Stack gap={0.5}>
      <Copy small subtle block>
        {times ? (
          <>
            {t('rollout.ladder.opened')} <Time at={times.enteredAt} />
            {' · '}
          </>
        ) : null}
        {t('rollout.ladder.bake', {
          duration: formatDuration(stage.bakeSeconds),
        })}
        {' · '}
        {state === 'current'
          ? t('rollout.ladder.sample', {
              done: formatCount(rollout.stageSample),
              needed,
            })
          : t('rollout.ladder.sampleAhead', { needed })}
      </Copy>
      <Quorums rollout={rollout} index={index} />
      <Milestones {...props} />
    </Stack>
  );
}

/** With more stages than this, those away from the open one are folded. */
const MANY = 8;

/** The ladder as a list, first stage to last, with what opens each. */
export function StagesCard(props: { rollout: Rollout }) {
  const t = useText();
  const { rollout } = props;
  const over = rollout.reversal !== null && rollout.phase === 'rolled-back';
  return (
    <Card title={t('rollout.ladder.title')}>
      <Objections rollout={rollout} />
      <StepList
        steps={rollout.plan.stages.map((stage, index) => {
          const current = index === rollout.stageIndex && !over;
          const state: StepState =
            (current && 'current') ||
            (index <= rollout.stageIndex && 'done') ||
            'ahead';
          const far =
            rollout.plan.stages.length > MANY &&
            Math.abs(index - rollout.stageIndex) > 1;
          const facts = (
            <StageFacts
              rollout={rollout}
              stage={stage}
              index={index}
              state={state}
            />
          );
          return {
            key: stage.name,
            state,
            title: (
              <>
                {t('rollout.ladder.of', {
                  share: formatShare(stage.exposure),
                  audience: t(`rollout.ladder.audience.${stage.audience.kind}`),
                })}
                <Copy subtle> {stage.name}</Copy>
              </>
            ),
            note: current ? t('rollout.ladder.open') : undefined,
            content: far ? (
              <Disclosure title={t('rollout.ladder.details')}>
                {facts}
              </Disclosure>
            ) : (
              facts
            ),
          };
        })}
      />
    </Card>
  );
}
