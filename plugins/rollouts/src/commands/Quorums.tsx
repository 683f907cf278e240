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
  Approval,
  Rollout,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { CommandButton } from '.';
import { Actor, Copy, EntityNames, Row, Stack, Time } from '../kit';
import { useText } from '../translation/useText';
import { stateOf } from './actionsOf';

interface StageOf {
  rollout: Rollout;
  index: number;
}

/** Given before the plan was edited, whatever it says now. */
function isOfEarlier(approval: Approval, rollout: Rollout): boolean {
  return (
    approval.planHash !== rollout.planHash || approval.revisedAt !== undefined
  );
}

/** What became of an approval, or until when it counts. */
function Standing(props: StageOf & { approval: Approval }) {
  const t = useText();
  const { rollout, index, approval } = props;
  const { expiresAt, expiredAt, withdrawnAt, lapsedAt, unknown } = approval;
  if (withdrawnAt) {
    return (
      <>
        {t('rollout.quorum.withdrawn')} <Time at={withdrawnAt} />
      </>
    );
  }
  if (isOfEarlier(approval, rollout)) return <>{t('rollout.quorum.void')}</>;
  if (expiredAt) {
    return (
      <>
        {t('rollout.quorum.expired')} <Time at={expiredAt} />
      </>
    );
  }
  if (lapsedAt) {
    return (
      <>
        {t('rollout.quorum.lapsed')} <Time at={lapsedAt} />
      </>
    );
  }
  if (unknown) {
    return (
      <>
        {t('rollout.quorum.unknown')} <EntityNames refs={unknown.missing} />,{' '}
        <Time at={unknown.since} />
      </>
    );
  }
  return expiresAt && index > rollout.stageIndex ? (
    <>
      {t('rollout.quorum.expires')} <Time at={expiresAt} />
    </>
  ) : null;
}

function counts(approval: Approval, rollout: Rollout): boolean {
  return (
    !isOfEarlier(approval, rollout) &&
    !approval.withdrawnAt &&
    !approval.expiredAt &&
    !approval.lapsedAt &&
    !approval.unknown
  );
}

function Given(props: StageOf) {
  const { rollout, index } = props;
  const withdraw = stateOf(
    rollout,
    'withdraw-approval',
    ({ stageIndex }) => stageIndex === index,
  );
  return (
    <>
      {rollout.approvals
        .filter(({ stageIndex }) => stageIndex === index)
        .map(approval => (
          <Copy
            key={`${approval.actor.ref}-${approval.at}`}
            small
            block
            subtle={!counts(approval, rollout)}
          >
            <Actor actor={approval.actor} />, <Time at={approval.at} />:{' '}
            {approval.reason}{' '}
            <Copy subtle>
              <Standing {...props} approval={approval} />
            </Copy>
          </Copy>
        ))}
      {withdraw && (
        <Row>
          <CommandButton
            small
            rollout={rollout}
            state={withdraw}
            make={reason => ({
              command: 'withdraw-approval',
              stageIndex: index,
              reason,
            })}
          />
        </Row>
      )}
    </>
  );
}

/** Who gave the approvals of a stage, and who is asked for the others. */
export function Quorums(props: StageOf) {
  const t = useText();
  const { rollout, index } = props;
  const quorums = rollout.quorums.filter(each => each.stageIndex === index);
  const ahead = index > rollout.stageIndex;
  return (
    <Stack gap={0.25}>
      {quorums.length === 0 && (
        <Copy small subtle block>
          {t('rollout.ladder.noApproval')}
        </Copy>
      )}
      <Given {...props} />
      {ahead &&
        quorums.map(({ given, required, from }) => (
          <Copy key={from.join()} small block subtle={given.length < required}>
            {t('rollout.ladder.approvals')}:{' '}
            {t('rollout.ladder.from', {
              given: String(given.length),
              required: String(required),
            })}{' '}
            <EntityNames refs={from} />
          </Copy>
        ))}
    </Stack>
  );
}
