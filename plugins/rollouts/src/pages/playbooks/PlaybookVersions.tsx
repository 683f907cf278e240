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

import { useState } from 'react';
import { useRouteRef } from '@backstage/core-plugin-api';
import {
  documentOf,
  type PlaybookView,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { usePlaybook } from '../../data/usePlaybooks';
import {
  Card,
  Copy,
  Failed,
  Lines,
  Link,
  Row,
  SelectField,
  Stack,
  Time,
} from '../../kit';
import { PlaybookLink } from '../../plan';
import { playbookChangeRouteRef } from '../../routes';
import { useText } from '../../translation/useText';
import { DifferencesList } from './DifferencesList';

function Compared(props: { id: string; from: number; to: number }) {
  const t = useText();
  const from = usePlaybook(props.id, props.from);
  const to = usePlaybook(props.id, props.to);
  const failed = [from, to].find(read => read.failure);
  if (failed?.failure) {
    return <Failed refusal={failed.failure} onRetry={failed.retry} />;
  }
  if (!from.data || !to.data) return <Lines count={6} />;
  return (
    <section
      aria-label={t('playbooks.changes', {
        from: String(props.from),
        to: String(props.to),
      })}
    >
      <DifferencesList
        before={documentOf(from.data)}
        after={documentOf(to.data)}
      />
    </section>
  );
}

/** The versions of a playbook, and what changed between two of them. */
export function PlaybookVersions(props: { playbook: PlaybookView }) {
  const t = useText();
  const { playbook } = props;
  const linkTo = useRouteRef(playbookChangeRouteRef);
  const newestFirst = [...playbook.versions].sort(
    (a, b) => b.version - a.version,
  );
  const newest = newestFirst[0]?.version ?? playbook.version;
  // Of an older one: what changed since.
  const [from, setFrom] = useState(
    playbook.version < newest ? playbook.version : newestFirst[1]?.version,
  );
  const [to, setTo] = useState(newest);
  const options = newestFirst.map(({ version }) => ({
    value: String(version),
    label: t('playbooks.version', { version: String(version) }),
  }));
  return (
    <Card title={t('playbooks.versions')}>
      <Stack gap={0.5}>
        {newestFirst.map(({ version, createdAt, changeId }) => (
          <Row key={version}>
            <PlaybookLink playbook={{ id: playbook.id, version }}>
              {t('playbooks.version', { version: String(version) })}
            </PlaybookLink>
            <Copy subtle>
              <Time at={createdAt} />
            </Copy>
            {changeId ? (
              <Link to={linkTo({ id: playbook.id, change: changeId })}>
                {t('playbooks.fromChange')}
              </Link>
            ) : (
              <Copy subtle>{t('playbooks.fromFile')}</Copy>
            )}
          </Row>
        ))}
      </Stack>
      {from === undefined ? (
        <Copy block subtle>
          {t('playbooks.onlyVersion')}
        </Copy>
      ) : (
        <>
          <Row>
            <SelectField
              label={t('playbooks.shown')}
              value={String(to)}
              onChange={value => setTo(Number(value))}
              options={options}
            />
            <SelectField
              label={t('playbooks.comparedWith')}
              value={String(from)}
              onChange={value => setFrom(Number(value))}
              options={options}
            />
          </Row>
          <Compared id={playbook.id} from={from} to={to} />
        </>
      )}
    </Card>
  );
}
