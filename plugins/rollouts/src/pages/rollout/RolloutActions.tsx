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
import { CommandButton, RollBackButton } from '../../commands';
import { Button, Row } from '../../kit';
import { approvalRouteRef } from '../../routes';
import { useText } from '../../translation/useText';
import { actionsOf, backOf, stateOf } from '../../commands/actionsOf';

/** What may be done with a rollout; the way back stands last. */
export function RolloutActions(props: { rollout: RolloutRow }) {
  const t = useText();
  const approval = useRouteRef(approvalRouteRef);
  const { rollout } = props;
  const back = backOf(rollout);
  const asked =
    ['proposed', 'waiting'].includes(rollout.phase) &&
    rollout.waitsFor.some(wait => wait.for === 'approvals');
  const mayApprove = stateOf(rollout, 'approve', ({ open }) => open);
  return (
    <div role="group" aria-label={t('rollout.actions')}>
      <Row justify="flex-end">
        {asked && (
          <Button
            tone={mayApprove ? 'main' : 'plain'}
            to={approval({ id: rollout.id })}
          >
            {t(mayApprove ? 'rollout.review' : 'rollout.readReview')}
          </Button>
        )}
        {actionsOf(rollout).map(({ state, make }) => (
          <CommandButton
            key={state.command}
            rollout={rollout}
            state={state}
            make={make}
          />
        ))}
        {back && <RollBackButton rollout={rollout} state={back} />}
      </Row>
    </div>
  );
}
