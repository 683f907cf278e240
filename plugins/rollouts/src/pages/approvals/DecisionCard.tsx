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

import { useNavigate } from 'react-router-dom';
import { useRouteRef } from '@backstage/core-plugin-api';
import type {
  CommandState,
  Rollout,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { CommandButton } from '../../commands';
import {
  Button,
  Card,
  ClosedReason,
  Copy,
  Row,
  Stack,
  styles,
} from '../../kit';
import { approvalsRouteRef } from '../../routes';
import { useText } from '../../translation/useText';
import { stateOf } from '../../commands/actionsOf';
import type { Asked } from './asked';
import type { Done } from './done';

const useStyles = styles(({ oneColumn }) => ({
  sticky: { position: 'sticky', top: 16, [oneColumn]: { position: 'static' } },
}));

function Closed(props: { title: string; state: CommandState }) {
  if (props.state.open) return null;
  return (
    <Stack gap={0.5}>
      <Copy block strong>
        {props.title}
      </Copy>
      <ClosedReason closed={props.state} />
    </Stack>
  );
}

/** *Approve* and *Object*, bound to one plan and stage. */
export function DecisionCard(props: {
  rollout: Rollout;
  asked: Asked;
  changed: boolean;
  onShowNow: () => void;
}) {
  const css = useStyles();
  const t = useText();
  const navigate = useNavigate();
  const inbox = useRouteRef(approvalsRouteRef)();
  const { rollout, asked, changed } = props;
  const held = (state: CommandState | undefined): CommandState | undefined =>
    state && changed
      ? {
          command: state.command,
          open: false,
          reason: t('approvals.page.changedReason'),
          remedy: t('approvals.page.changedShow'),
        }
      : state;
  const approve = held(stateOf(rollout, 'approve'));
  const object = held(stateOf(rollout, 'object'));
  const done = (command: Done['command']) => () => {
    const decided: Done = {
      command,
      rolloutId: rollout.id,
      title: rollout.experiment.title,
      stageIndex: asked.stageIndex,
    };
    navigate(inbox, { state: { done: decided } });
  };
  return (
    <div className={css.sticky}>
      <Card title={t('approvals.page.decide')}>
        <div>
          <div role="alert">
            {changed && (
              <Card
                title={t('approvals.page.changed')}
                level={4}
                tone="warning"
              >
                <Copy block>{t('approvals.page.changedText')}</Copy>
                <Row>
                  <Button onPress={props.onShowNow}>
                    {t('approvals.page.changedShow')}
                  </Button>
                </Row>
              </Card>
            )}
          </div>
          <Copy block small subtle>
            {t('approvals.page.binds', {
              number: String(asked.stageIndex + 1),
            })}
          </Copy>
          <Copy block mono small>
            {asked.planHash}
          </Copy>
        </div>
        <Row>
          {approve && (
            <CommandButton
              rollout={rollout}
              state={approve}
              tone="main"
              suggestions={
                // There is no stage before the first to speak of.
                asked.stageIndex === 0
                  ? [t('commands.suggest.approve.reviewed')]
                  : undefined
              }
              make={reason => ({ command: 'approve', ...asked, reason })}
              onDone={done('approve')}
            />
          )}
          {object && (
            <CommandButton
              rollout={rollout}
              state={object}
              make={reason => ({
                command: 'object',
                planHash: asked.planHash,
                reason,
              })}
              onDone={done('object')}
            />
          )}
        </Row>
        {!changed && approve && (
          <Closed title={t('approvals.page.closed')} state={approve} />
        )}
        {!changed && object && (
          <Closed title={t('approvals.page.closedObject')} state={object} />
        )}
      </Card>
    </div>
  );
}
