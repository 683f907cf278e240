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
import { Copy, Stack, StateSign } from '../../kit';
import { useText } from '../../translation/useText';

/** What Stagecraft may not do in a cluster, a sentence each. */
export function Permissions(props: { cluster: ClusterView }) {
  const t = useText();
  const { permissions } = props.cluster;
  const missing = permissions.flatMap(each => each.missing);
  const unknown = permissions.filter(each => each.trouble !== null);
  const all = permissions.filter(
    each => each.trouble === null && each.missing.length === 0,
  );
  return (
    <Stack gap={0.75} align="flex-start">
      {missing.map(sentence => (
        <StateSign key={sentence} tone="error">
          {sentence}
        </StateSign>
      ))}
      {missing.length > 0 && (
        <Copy block small>
          {t('operations.cluster.remedy')}
        </Copy>
      )}
      {unknown.map(({ namespace, trouble }) => (
        <StateSign key={namespace} tone="neutral">
          {t('operations.cluster.notAsked', {
            namespace,
            reason: trouble ?? '',
          })}
        </StateSign>
      ))}
      {all.length > 0 && (
        <StateSign tone="ok">
          {t('operations.cluster.all', {
            namespaces: all.map(({ namespace }) => namespace).join(', '),
          })}
        </StateSign>
      )}
      {permissions.length === 0 && (
        <span>{t('operations.cluster.noneAsked')}</span>
      )}
    </Stack>
  );
}
