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

import type { PlaybookView } from '@stagecraft/backstage-plugin-rollouts-common';
import { Card, Copy, EntityName, formatDuration, Stack } from '../../kit';
import { useText } from '../../translation/useText';
import { policySaid } from './says';

/** What a plan made from the playbook must meet. */
export function Demands(props: { playbook: PlaybookView }) {
  const t = useText();
  const { policy, requiredPreflights, overrules, drill } = props.playbook;
  const facts = [
    ...policySaid(policy, t).flatMap(([term, value]) =>
      value === null ? [] : [{ term, value }],
    ),
    ...(requiredPreflights?.length
      ? [
          {
            term: t('playbooks.preflights'),
            value: requiredPreflights.join(', '),
          },
        ]
      : []),
    ...(overrules
      ? [
          {
            term: t('playbooks.overrules'),
            value: <EntityName entityRef={overrules} />,
          },
        ]
      : []),
    ...(drill
      ? [
          {
            term: t('playbooks.drillTargets'),
            value: t('playbooks.drillWithin', {
              detect: formatDuration(drill.detectWithinSeconds),
              restore: formatDuration(drill.restoreWithinSeconds),
            }),
          },
        ]
      : []),
  ];
  return (
    <Card title={t('playbooks.policyTitle')}>
      {facts.length > 0 ? (
        <Stack gap={0.75}>
          {facts.map(({ term, value }) => (
            <span key={term}>
              <Copy subtle>{term}: </Copy>
              {value}
            </span>
          ))}
        </Stack>
      ) : (
        <Copy block subtle>
          {t('playbooks.noPolicy')}
        </Copy>
      )}
    </Card>
  );
}
