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
import {
  Card,
  Copy,
  DataTable,
  Facts,
  formatCount,
  shortHash,
  StateSign,
  Time,
} from '../../kit';
import { useText } from '../../translation/useText';

type Copied = AuditState['copies'][number];

function CopyState(props: { copy: Copied; size: number | undefined }) {
  const t = useText();
  const { trouble, size } = props.copy;
  if (trouble !== null) {
    return (
      <StateSign tone="error">{t('audit.copyTrouble', { trouble })}</StateSign>
    );
  }
  return size !== null && size < (props.size ?? 0) ? (
    <StateSign tone="warning">{t('audit.copyBehind')}</StateSign>
  ) : (
    <StateSign tone="ok">{t('audit.copyOk')}</StateSign>
  );
}

function NewestHead(props: { head: AuditState['head'] }) {
  const t = useText();
  const { head } = props;
  return (
    <Card title={t('audit.head')}>
      {head ? (
        <Facts
          facts={[
            {
              term: t('audit.headSize'),
              value: t('audit.headEntries', { size: formatCount(head.size) }),
            },
            { term: t('audit.headAt'), value: <Time at={head.at} /> },
            {
              term: t('audit.headRoot'),
              value: (
                <span title={head.root}>
                  <Copy mono>{shortHash(head.root)}</Copy>
                </span>
              ),
            },
            {
              term: t('audit.headKey'),
              value: (
                <span title={head.key}>
                  <Copy mono>{shortHash(head.key)}</Copy>
                </span>
              ),
            },
          ]}
        />
      ) : (
        <Copy block subtle>
          {t('audit.noHead')}
        </Copy>
      )}
    </Card>
  );
}

/** The newest head, and where outside the database it is. */
export function Outside(props: { state: AuditState }) {
  const t = useText();
  const { head, copies, whole } = props.state;
  const size = head?.size;
  return (
    <>
      {whole && <NewestHead head={head} />}
      <Card title={t('audit.copies')} flush={copies.length > 0}>
        {copies.length === 0 ? (
          <Copy block subtle>
            {t('audit.noCopies')}
          </Copy>
        ) : (
          <DataTable
            caption={t('audit.copies')}
            rows={copies}
            rowKey={copy => copy.name}
            columns={[
              {
                key: 'name',
                header: t('audit.copy'),
                cell: ({ name }) => (
                  <Copy mono small>
                    {name}
                  </Copy>
                ),
              },
              {
                key: 'state',
                header: t('audit.copyState'),
                cell: copy => <CopyState copy={copy} size={size} />,
              },
              {
                key: 'size',
                header: t('audit.copySize'),
                align: 'right',
                cell: copy =>
                  copy.size === null
                    ? t('audit.notShown')
                    : formatCount(copy.size),
              },
              {
                key: 'at',
                header: t('audit.copiedAt'),
                cell: ({ copiedAt }) =>
                  copiedAt ? (
                    <Time at={copiedAt} />
                  ) : (
                    t(whole ? 'audit.copyNever' : 'audit.notShown')
                  ),
              },
            ]}
          />
        )}
      </Card>
    </>
  );
}
