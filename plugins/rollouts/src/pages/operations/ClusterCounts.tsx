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
import { Block, formatCount, Stat, StatRow } from '../../kit';
import { useText } from '../../translation/useText';
import { isTroubled, missingIn } from './clusterState';

/** How many clusters answer, how much is governed, and what is missing. */
export function ClusterCounts(props: {
  clusters: readonly ClusterView[] | undefined;
}) {
  const t = useText();
  const { clusters } = props;
  if (!clusters) {
    return (
      <StatRow>
        <Block height={100} />
        <Block height={100} />
        <Block height={100} />
      </StatRow>
    );
  }
  const reachable = clusters.filter(({ state }) => state === 'reachable');
  const governed = clusters.reduce((sum, each) => sum + each.governed, 0);
  const troubled = clusters.flatMap(({ targets }) =>
    targets.filter(isTroubled),
  );
  const lacking = clusters.filter(each => missingIn(each).length > 0);
  const namespaces = lacking.flatMap(({ name, permissions }) =>
    permissions
      .filter(({ missing }) => missing.length > 0)
      .map(({ namespace }) => `${name}/${namespace}`),
  );
  return (
    <StatRow label={t('operations.count.label')}>
      <Stat
        label={t('operations.count.reachable')}
        value={t('operations.count.of', {
          some: formatCount(reachable.length),
          all: formatCount(clusters.length),
        })}
        role={reachable.length < clusters.length ? 'error' : 'neutral'}
      />
      <Stat
        label={t('operations.count.governed')}
        value={formatCount(governed)}
        note={
          troubled.length > 0
            ? t('operations.count.inTrouble', {
                number: formatCount(troubled.length),
              })
            : t('operations.count.noTrouble')
        }
        role={troubled.length > 0 ? 'warning' : 'neutral'}
      />
      <Stat
        label={t('operations.count.missing')}
        value={formatCount(lacking.flatMap(missingIn).length)}
        note={
          namespaces.length > 0
            ? t('operations.count.missingIn', {
                namespaces: namespaces.join(', '),
              })
            : t('operations.count.noMissing')
        }
        role={namespaces.length > 0 ? 'error' : 'neutral'}
      />
    </StatRow>
  );
}
