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
import type { Hypothesis } from '@stagecraft/backstage-plugin-rollouts-common';
import { useSettled } from '../data/useSettled';
import { useSimilar } from '../data/useLearnings';
import { Card, Copy, Link, OutcomeSign, Row, Stack } from '../kit';
import { experimentRouteRef } from '../routes';
import { useText } from '../translation/useText';

const TOLD = 160;

function shortened(text: string): string {
  return text.length > TOLD ? `${text.slice(0, TOLD).trimEnd()}…` : text;
}

/** What experiments like this one taught; nothing while there are none. */
export function Similar(props: {
  title: string;
  hypothesis: Hypothesis;
  /** The experiment itself, where there is one. */
  except?: string;
}) {
  const t = useText();
  const experiment = useRouteRef(experimentRouteRef);
  const { title, hypothesis, except } = props;
  const text = [title, ...Object.values(hypothesis)].join(' ').trim();
  const similar = useSimilar(useSettled(text) ?? '', except);
  const items = similar.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Card title={t('learnings.similar')} level={4}>
      <Stack gap={1.5}>
        {items.map(learning => (
          <div key={learning.experimentId}>
            <Row gap={1} justify="space-between">
              <Link to={experiment({ id: learning.experimentId })}>
                {learning.title}
              </Link>
              <OutcomeSign outcome={learning.conclusion.outcome} />
            </Row>
            <Copy block subtle small>
              {shortened(learning.conclusion.learning)}
            </Copy>
          </div>
        ))}
      </Stack>
    </Card>
  );
}
