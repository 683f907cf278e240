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

import type { Conclusion } from '@stagecraft/backstage-plugin-rollouts-common';
import {
  Card,
  Copy,
  EntityName,
  Heading,
  OutcomeSign,
  Stack,
  Time,
} from '../../kit';
import { useText } from '../../translation/useText';

/** What came of the experiment, and what it taught. */
export function ConclusionCard(props: { conclusion: Conclusion }) {
  const t = useText();
  const { outcome, learning, differently, concludedBy, concludedAt } =
    props.conclusion;
  return (
    <Card
      title={t('experiment.conclusion.title')}
      actions={<OutcomeSign outcome={outcome} />}
    >
      <Stack gap={0.5}>
        <Heading level={4}>{t('experiment.conclusion.learning')}</Heading>
        <Copy block>{learning}</Copy>
      </Stack>
      {differently && (
        <Stack gap={0.5}>
          <Heading level={4}>{t('experiment.conclusion.differently')}</Heading>
          <Copy block>{differently}</Copy>
        </Stack>
      )}
      <Copy block subtle small>
        {t('experiment.conclusion.by')} <EntityName entityRef={concludedBy} />,{' '}
        <Time at={concludedAt} />
      </Copy>
    </Card>
  );
}
