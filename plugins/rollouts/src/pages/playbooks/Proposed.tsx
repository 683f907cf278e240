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
import type { ProposedPlaybook } from '@stagecraft/backstage-plugin-rollouts-common';
import { Actor, Card, Copy, EntityNames, Link, Stack, Time } from '../../kit';
import { playbookChangeRouteRef } from '../../routes';
import { useText } from '../../translation/useText';
import { ChangeSign } from './Signs';

/** New playbooks that nobody has signed off yet. */
export function Proposed(props: { playbooks: readonly ProposedPlaybook[] }) {
  const t = useText();
  const linkTo = useRouteRef(playbookChangeRouteRef);
  return (
    <>
      {props.playbooks.map(playbook => (
        <Card
          key={playbook.changeId}
          title={
            <Link
              to={linkTo({ id: playbook.id, change: playbook.changeId })}
              strong
            >
              {playbook.title}
            </Link>
          }
          actions={<ChangeSign state="open" />}
        >
          <Stack gap={1}>
            <Copy block>{playbook.purpose}</Copy>
            <Copy block subtle small>
              {t('playbooks.proposedText')}
            </Copy>
            <Copy block small>
              {t('playbooks.proposedWaits')}{' '}
              <EntityNames refs={playbook.owners} />
            </Copy>
            <Copy block subtle small>
              <Actor actor={playbook.proposedBy} />,{' '}
              <Time at={playbook.proposedAt} />
            </Copy>
          </Stack>
        </Card>
      ))}
    </>
  );
}
