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
import type { Learning } from '@stagecraft/backstage-plugin-rollouts-common';
import {
  Card,
  Copy,
  EntityName,
  Link,
  OutcomeSign,
  Row,
  Stack,
  Time,
} from '../../kit';
import { PlaybookLink } from '../../plan';
import {
  editPlaybookRouteRef,
  learningsRouteRef,
  experimentRouteRef,
  rolloutRouteRef,
} from '../../routes';
import { useText } from '../../translation/useText';
import { EffectLine } from './EffectLine';

/** What one experiment taught. */
export function LearningCard(props: { learning: Learning }) {
  const t = useText();
  const experiment = useRouteRef(experimentRouteRef);
  const rollout = useRouteRef(rolloutRouteRef);
  const edit = useRouteRef(editPlaybookRouteRef);
  const learnings = useRouteRef(learningsRouteRef);
  const { learning } = props;
  const { conclusion } = learning;
  return (
    <Card
      title={
        <Link to={experiment({ id: learning.experimentId })} strong>
          {learning.title}
        </Link>
      }
      actions={<OutcomeSign outcome={conclusion.outcome} />}
    >
      <Copy block>{conclusion.learning}</Copy>
      <Stack gap={0.5}>
        {conclusion.effects.map(effect => (
          <EffectLine key={effect.metric} effect={effect} />
        ))}
        {conclusion.effects.length === 0 && (
          <Copy subtle>{t('learnings.noEffects')}</Copy>
        )}
      </Stack>
      {conclusion.differently && (
        <Copy block>
          <Copy strong>{t('learnings.differently')}: </Copy>
          {conclusion.differently}
        </Copy>
      )}
      <Row gap={1.5}>
        <EntityName entityRef={learning.service} />
        {learning.rolloutId && (
          <Link to={rollout({ id: learning.rolloutId })}>
            {t('learnings.rollout')}
          </Link>
        )}
        {learning.playbook && (
          <PlaybookLink playbook={learning.playbook}>
            {t('learnings.playbook', {
              id: learning.playbook.id,
              version: String(learning.playbook.version),
            })}
          </PlaybookLink>
        )}
        {learning.playbook && (
          <Link
            to={`${edit({ id: learning.playbook.id })}?learning=${
              learning.experimentId
            }`}
          >
            {t('learnings.proposeChange')}
          </Link>
        )}
        {learning.tags.map(tag => (
          <Link key={tag} to={`${learnings()}?tag=${encodeURIComponent(tag)}`}>
            #{tag}
          </Link>
        ))}
        <Copy subtle small>
          {t('learnings.concluded')}{' '}
          <EntityName entityRef={conclusion.concludedBy} plain />,{' '}
          <Time at={conclusion.concludedAt} />
        </Copy>
      </Row>
    </Card>
  );
}
