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
  Objection,
  Rollout,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { CommandButton } from '.';
import { useViewer } from '../data/useViewer';
import { Actor, Card, Copy, Row, Time } from '../kit';
import { useText } from '../translation/useText';
import { stateOf } from './actionsOf';

function endOf({ actor, resolved }: Objection): 'withdrawn' | 'overruled' {
  return resolved?.actor.ref === actor.ref ? 'withdrawn' : 'overruled';
}

/** Objections to this plan and those before it; an open one blocks. */
export function Objections(props: { rollout: Rollout }) {
  const t = useText();
  const viewer = useViewer();
  const { rollout } = props;
  return (
    <>
      {rollout.objections.map(objection => {
        const state = stateOf(
          rollout,
          'resolve-objection',
          each => each.objection === objection.id,
        );
        const { resolved } = objection;
        return (
          <Card
            key={objection.id}
            level={4}
            title={t(
              resolved
                ? 'rollout.ladder.objectionEnded'
                : 'rollout.ladder.objectionOf',
              { name: objection.actor.name },
            )}
            tone={resolved ? 'neutral' : 'warning'}
          >
            <Copy block small>
              <Actor actor={objection.actor} />, <Time at={objection.at} />:{' '}
              {objection.reason}
            </Copy>
            {!resolved && objection.planHash !== rollout.planHash && (
              <Copy block small subtle>
                {t('rollout.ladder.objectedEarlier')}
              </Copy>
            )}
            {resolved && (
              <Copy block small subtle>
                {t(`rollout.ladder.${endOf(objection)}`, {
                  name: resolved.actor.name,
                  reason: resolved.reason,
                })}
              </Copy>
            )}
            {!resolved && state && (
              <Row>
                <CommandButton
                  small
                  rollout={rollout}
                  state={state}
                  label={t(
                    viewer === objection.actor.ref
                      ? 'rollout.ladder.withdrawObjection'
                      : 'rollout.ladder.overrule',
                  )}
                  make={reason => ({
                    command: 'resolve-objection',
                    objection: objection.id,
                    reason,
                  })}
                />
              </Row>
            )}
          </Card>
        );
      })}
    </>
  );
}
