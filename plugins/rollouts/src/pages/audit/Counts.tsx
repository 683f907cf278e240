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

import type { AuditState } from '@stagecraft/backstage-plugin-rollouts-common';
import { Card, Copy, formatCount, Stack, Stat, StatRow } from '../../kit';
import { useText } from '../../translation/useText';

function Glance(props: { state: AuditState }) {
  const t = useText();
  const { entries, published, newer, publicKey, troubles } = props.state;
  if (entries === null || published === null || newer === null) {
    return (
      <Copy block subtle>
        {t('audit.notWhole')}
      </Copy>
    );
  }
  return (
    <StatRow label={t('audit.glance')}>
      <Stat label={t('audit.entries')} value={formatCount(entries)} />
      <Stat
        label={t('audit.covered')}
        value={formatCount(published)}
        role={troubles.length > 0 ? 'warning' : 'ok'}
      />
      <Stat
        label={t('audit.newer')}
        value={formatCount(newer)}
        note={publicKey ? t('audit.newerNote') : t('audit.stopped')}
      />
    </StatRow>
  );
}

/** How much is proved, and what keeps the rest from it. */
export function Counts(props: { state: AuditState }) {
  const t = useText();
  const { troubles } = props.state;
  return (
    <>
      <Glance state={props.state} />
      {troubles.length > 0 && (
        <Card title={t('audit.troubles')} tone="warning">
          <Stack gap={1}>
            {troubles.map(trouble => (
              <Copy key={trouble} block>
                {trouble}
              </Copy>
            ))}
          </Stack>
        </Card>
      )}
    </>
  );
}
