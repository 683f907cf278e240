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
import {
  isExposed,
  type Rollout,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { RollBackButton } from '../../commands';
import {
  audienceText,
  Button,
  Card,
  Copy,
  EntityName,
  Figure,
  formatShare,
  Heading,
  HeaderBar,
  Ladder,
  Link,
  PhaseSign,
  Row,
  Stack,
  widest,
} from '../../kit';
import { approvalsRouteRef, rolloutRouteRef } from '../../routes';
import { useText } from '../../translation/useText';
import { backOf } from '../../commands/actionsOf';
import type { Asked } from './asked';

/** What is asked, of which rollout, and the way back where it always is. */
export function ApprovalHeader(props: { rollout: Rollout; asked: Asked }) {
  const t = useText();
  const inbox = useRouteRef(approvalsRouteRef)();
  const toRollout = useRouteRef(rolloutRouteRef);
  const { rollout, asked } = props;
  const back = backOf(rollout);
  const { title } = rollout.experiment;
  const isAsked = rollout.waitsFor.some(wait => wait.for === 'approvals');
  return (
    <Card>
      <Link to={inbox}>{t('approvals.page.back')}</Link>
      <HeaderBar
        main={
          <Stack gap={0.75} align="flex-start">
            <Heading level={2}>
              {isAsked
                ? t('approvals.page.title', {
                    number: String(asked.stageIndex + 1),
                    title,
                  })
                : t('approvals.page.titleNone', { title })}
            </Heading>
            <Copy>
              <EntityName entityRef={rollout.service} />, {rollout.environment}
              <Copy subtle>
                {' · '}
                {t('approvals.page.requested')}{' '}
                <EntityName entityRef={rollout.requestedBy} />
              </Copy>
            </Copy>
            <PhaseSign rollout={rollout} />
            {!isAsked && <Copy>{t('approvals.page.notAsked')}</Copy>}
          </Stack>
        }
        figure={
          <Figure
            value={formatShare(widest(rollout.exposure).share)}
            label={audienceText(rollout.exposure, t)}
          >
            <Ladder rollout={rollout} unlabelled />
          </Figure>
        }
        actions={
          <Row justify="flex-end">
            <Button to={toRollout({ id: rollout.id })}>
              {t('approvals.page.rollout')}
            </Button>
            {back && isExposed(rollout.exposure) && (
              <RollBackButton rollout={rollout} state={back} />
            )}
          </Row>
        }
      />
    </Card>
  );
}
