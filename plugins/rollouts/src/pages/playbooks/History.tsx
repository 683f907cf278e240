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
import { usePlaybookEvents } from '../../data/usePlaybooks';
import {
  Actor,
  Card,
  Copy,
  Failed,
  Lines,
  Link,
  Row,
  Stack,
  Time,
} from '../../kit';
import { playbookChangeRouteRef } from '../../routes';
import { useText } from '../../translation/useText';

/** What happened to a playbook, newest first; nothing of it is ever changed. */
export function History(props: { playbook: string }) {
  const t = useText();
  const linkTo = useRouteRef(playbookChangeRouteRef);
  const { data, failure, retry } = usePlaybookEvents(props.playbook);
  return (
    <Card title={t('playbooks.history')}>
      {failure && <Failed refusal={failure} onRetry={retry} />}
      {!data && !failure && <Lines count={3} />}
      <Stack gap={1.5}>
        {data?.items.map(event => (
          <Stack key={event.seq} gap={0.25}>
            <Row>
              <Copy strong>{t(`playbooks.event.${event.kind}`)}</Copy>
              {event.version !== null && (
                <span>
                  {t('playbooks.version', { version: String(event.version) })}
                </span>
              )}
              {event.changeId && (
                <Link
                  to={linkTo({ id: props.playbook, change: event.changeId })}
                >
                  {t('playbooks.theChange')}
                </Link>
              )}
              <Copy subtle small>
                {event.actor ? (
                  <Actor actor={event.actor} />
                ) : (
                  t('playbooks.atStart')
                )}
                , <Time at={event.at} />
              </Copy>
            </Row>
            <Copy block small>
              {event.reason}
            </Copy>
          </Stack>
        ))}
      </Stack>
    </Card>
  );
}
