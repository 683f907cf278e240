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

import type { ClusterView } from '@stagecraft/backstage-plugin-rollouts-common';
import {
  Card,
  Copy,
  Facts,
  formatCount,
  formatSeconds,
  Heading,
  Stack,
  StateSign,
  Time,
  type Fact,
} from '../../kit';
import { useText, type Text } from '../../translation/useText';
import { GovernedTable } from './GovernedTable';
import { Permissions } from './Permissions';

const ROLES = {
  reachable: 'ok',
  unreachable: 'error',
  unusable: 'error',
} as const;

function factsOf(cluster: ClusterView, t: Text): Fact[] {
  const { lastCall, uid, version } = cluster;
  return [
    {
      term: t('operations.cluster.version'),
      value: version ?? t('operations.cluster.unknown'),
    },
    {
      term: t('operations.cluster.lastCall'),
      value: lastCall ? (
        <>
          <Time at={lastCall.at} />{' '}
          {t('operations.cluster.took', {
            duration: formatSeconds(lastCall.milliseconds / 1000),
          })}
        </>
      ) : (
        t('operations.cluster.never')
      ),
    },
    {
      term: t('operations.cluster.identity'),
      value: uid ? (
        <span title={t('operations.cluster.identityNote')}>
          <Copy mono small>
            {uid}
          </Copy>
        </span>
      ) : (
        t('operations.cluster.unknown')
      ),
    },
    ...(cluster.state === 'reachable'
      ? [
          {
            term: t('operations.cluster.permissions'),
            value: <Permissions cluster={cluster} />,
          },
        ]
      : []),
  ];
}

function Governed(props: { cluster: ClusterView }) {
  const t = useText();
  const { name, targets, governed } = props.cluster;
  return (
    <Stack gap={1}>
      <Heading level={4}>{t('operations.cluster.governed')}</Heading>
      {targets.length > 0 && <GovernedTable cluster={name} targets={targets} />}
      {targets.length < governed && (
        <Copy block small subtle>
          {t('operations.cluster.shown', {
            shown: formatCount(targets.length),
            all: formatCount(governed),
          })}
        </Copy>
      )}
      {governed === 0 && (
        <Copy block small subtle>
          {t('operations.cluster.nothing')}
        </Copy>
      )}
    </Stack>
  );
}

/** One cluster: how it is, what it lacks, and what is governed in it. */
export function ClusterCard(props: { cluster: ClusterView }) {
  const t = useText();
  const { cluster } = props;
  const { name, state, trouble } = cluster;
  return (
    <Card
      title={name}
      level={4}
      actions={
        <StateSign tone={ROLES[state]}>
          {t(`operations.state.${state}`)}
        </StateSign>
      }
    >
      {trouble && (
        <Card tone={state === 'reachable' ? 'warning' : 'error'}>
          <Copy block>{trouble}</Copy>
        </Card>
      )}
      <Facts facts={factsOf(cluster, t)} />
      <Governed cluster={cluster} />
    </Card>
  );
}
