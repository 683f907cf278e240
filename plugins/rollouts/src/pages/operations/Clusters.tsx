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

import { useClusters } from '../../data/useClusters';
import {
  Block,
  Clock,
  Empty,
  Failed,
  Fresh,
  Heading,
  LoadingNote,
  StaleBanner,
} from '../../kit';
import { useText } from '../../translation/useText';
import { ClusterCard } from './ClusterCard';
import { ClusterCounts } from './ClusterCounts';
import { byUrgency } from './clusterState';

/** Every cluster, the worst first. */
export function Clusters() {
  const t = useText();
  const clusters = useClusters();
  const { data, failure } = clusters;
  return (
    <>
      <Heading level={3}>{t('operations.clusters.title')}</Heading>
      <StaleBanner {...clusters} />
      {failure ? (
        <Failed
          refusal={failure}
          title={t('operations.clusters.failed')}
          onRetry={clusters.retry}
        />
      ) : (
        <Fresh interrupted={clusters.interrupted}>
          <Clock
            now={data?.now ?? new Date().toISOString()}
            receivedAt={clusters.receivedAt || Date.now()}
          >
            {data?.items.length === 0 ? (
              <Empty title={t('operations.clusters.emptyTitle')}>
                {t('operations.clusters.empty')}
              </Empty>
            ) : (
              <ClusterCounts clusters={data?.items} />
            )}
            {clusters.loading && (
              <>
                <LoadingNote />
                <Block height={220} />
              </>
            )}
            {byUrgency(data?.items ?? []).map(cluster => (
              <ClusterCard key={cluster.name} cluster={cluster} />
            ))}
          </Clock>
        </Fresh>
      )}
    </>
  );
}
