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
import { useLearnings } from '../../data/useLearnings';
import { Card, Copy, Failed, Lines, Link, OutcomeSign, Stack } from '../../kit';
import { experimentRouteRef, learningsRouteRef } from '../../routes';
import { useText } from '../../translation/useText';

const SHOWN = 3;

/** The newest learnings of experiments that used a playbook. */
export function PlaybookLearnings(props: { playbook: string }) {
  const t = useText();
  const experiment = useRouteRef(experimentRouteRef);
  const learnings = useRouteRef(learningsRouteRef);
  const { data, failure, loading, retry } = useLearnings({
    playbook: props.playbook,
  });
  if (failure) {
    return (
      <Failed refusal={failure} title={t('learnings.failed')} onRetry={retry} />
    );
  }
  return (
    <Card title={t('playbooks.learnings')}>
      {loading && <Lines count={2} />}
      {data?.length === 0 && (
        <Copy block subtle>
          {t('playbooks.noLearnings')}
        </Copy>
      )}
      {data?.slice(0, SHOWN).map(learning => (
        <Stack key={learning.experimentId} gap={0.5} align="flex-start">
          <Link to={experiment({ id: learning.experimentId })} strong>
            {learning.title}
          </Link>
          <OutcomeSign outcome={learning.conclusion.outcome} />
          <Copy block small>
            {learning.conclusion.learning}
          </Copy>
        </Stack>
      ))}
      {data && data.length > SHOWN && (
        <Link
          to={`${learnings()}?playbook=${encodeURIComponent(props.playbook)}`}
        >
          {t('playbooks.allLearnings')}
        </Link>
      )}
    </Card>
  );
}
