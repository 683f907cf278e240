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

import type { Experiment } from '@stagecraft/backstage-plugin-rollouts-common';
import {
  ActionButton,
  Copy,
  EntityName,
  Heading,
  Row,
  Stack,
  Time,
} from '../../kit';
import { useText } from '../../translation/useText';

/** What the experiment is called, whose it is, and *Conclude*. */
export function ExperimentHeader(props: {
  experiment: Experiment;
  /** Left out while the form is open. */
  onConclude?: () => void;
}) {
  const t = useText();
  const { experiment, onConclude } = props;
  const { conclusion, conclude, system } = experiment;
  return (
    <Row justify="space-between" align="flex-start" gap={2}>
      <Stack gap={0.5} align="flex-start">
        <Heading level={2}>{experiment.title}</Heading>
        <Copy>
          <EntityName entityRef={experiment.service} />
          {system && (
            <>
              , <EntityName entityRef={system} />
            </>
          )}
          <Copy subtle>
            {' · '}
            {t('experiment.requested')}{' '}
            <EntityName entityRef={experiment.requestedBy} plain />,{' '}
            <Time at={experiment.createdAt} />
          </Copy>
        </Copy>
      </Stack>
      {!conclusion && onConclude && (
        <ActionButton
          label={t('experiment.conclude.action')}
          tone="main"
          closed={conclude.open ? undefined : conclude}
          onPress={onConclude}
        />
      )}
    </Row>
  );
}
