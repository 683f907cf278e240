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

import { useState } from 'react';
import {
  policyTitle,
  type CommandState,
  type Rollout,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { CardChoices, Copy, Row, Stack } from '../kit';
import { useText, type Text } from '../translation/useText';
import { CommandButton } from './CommandButton';

/** One for each policy that fails and each freeze that stands. */
function statesOf({ commands }: Rollout): CommandState[] {
  return commands.filter(
    ({ command, policy }) => command === 'bypass' && policy !== undefined,
  );
}

function titleOf({ policy = '', title, freeze }: CommandState, t: Text) {
  return freeze ? t('commands.bypass.freeze') : policyTitle({ policy, title });
}

const keyOf = ({ policy, freeze = '' }: CommandState) => `${policy}/${freeze}`;

/** The emergency's way past one policy that fails, or one freeze. */
export function BypassButton(props: { rollout: Rollout }) {
  const t = useText();
  const { rollout } = props;
  const states = statesOf(rollout);
  const open = states.filter(state => state.open);
  const [chosen, setChosen] = useState<string>();
  const offered = open.length > 0 ? open : states;
  const state = offered.find(each => keyOf(each) === chosen) ?? offered[0];
  if (state?.policy === undefined) return null;
  const { policy, freeze } = state;
  return (
    <Row>
      <CommandButton
        small
        rollout={rollout}
        state={state}
        make={reason => ({
          command: 'bypass',
          policy,
          ...(freeze === undefined ? {} : { freeze }),
          planHash: rollout.planHash,
          reason,
        })}
      >
        <Stack gap={2}>
          <Copy block>{t('commands.effect.bypass')}</Copy>
          <CardChoices
            legend={t('commands.bypass.which')}
            value={keyOf(state)}
            onChange={setChosen}
            choices={offered.map(each => ({
              value: keyOf(each),
              title: titleOf(each, t),
              text: each.sentence,
            }))}
          />
          <Copy block small subtle>
            {t('commands.bypass.justify')}
          </Copy>
        </Stack>
      </CommandButton>
    </Row>
  );
}
