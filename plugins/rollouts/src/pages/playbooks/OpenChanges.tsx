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
import { usePlaybookChanges } from '../../data/usePlaybooks';
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
import { ChangeSign } from './Signs';

const SHOWN = 5;

/** Changes that somebody proposed: open ones first. */
export function OpenChanges(props: { playbook: string }) {
  const t = useText();
  const linkTo = useRouteRef(playbookChangeRouteRef);
  const { data, failure, loading, retry } = usePlaybookChanges(props.playbook);
  const items = data?.items ?? [];
  if (failure) {
    return (
      <Failed
        refusal={failure}
        title={t('playbooks.changesFailed')}
        onRetry={retry}
      />
    );
  }
  return (
    <Card title={t('playbooks.changesTitle')}>
      {loading && <Lines count={2} />}
      {data && items.length === 0 && (
        <Copy block subtle>
          {t('playbooks.noChanges')}
        </Copy>
      )}
      {items.slice(0, SHOWN).map(change => (
        <Stack key={change.id} gap={0.5} align="flex-start">
          <Row>
            <Link to={linkTo({ id: props.playbook, change: change.id })} strong>
              {t(`playbooks.kind.${change.kind}`, {
                version: String(change.baseVersion),
              })}
            </Link>
            <ChangeSign state={change.state} />
          </Row>
          <Copy block small>
            {change.reason}
          </Copy>
          <Copy block small subtle>
            <Actor actor={change.proposedBy} />, <Time at={change.proposedAt} />
          </Copy>
        </Stack>
      ))}
    </Card>
  );
}
