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
import type { LineRollout } from '@stagecraft/backstage-plugin-rollouts-common';
import { Copy, DataTable, Link } from '../../../kit';
import { rolloutRouteRef } from '../../../routes';
import { useText } from '../../../translation/useText';

/** What is held, would be, or is not and why. */
export function LineRollouts(props: {
  line: { items: LineRollout[]; complete: boolean };
}) {
  const t = useText();
  const rollout = useRouteRef(rolloutRouteRef);
  const { items, complete } = props.line;
  return (
    <>
      {items.length > 0 && (
        <DataTable
          caption={t('freezes.line.caption')}
          rows={items}
          rowKey={item => item.rolloutId}
          columns={[
            {
              key: 'rollout',
              header: t('freezes.line.rollout'),
              cell: item => (
                <Link to={rollout({ id: item.rolloutId })}>{item.title}</Link>
              ),
            },
            {
              key: 'where',
              header: t('freezes.line.environment'),
              cell: item => item.environment,
            },
            {
              key: 'outcome',
              header: t('freezes.line.outcome'),
              cell: item => (
                <>
                  {t(`freezes.line.outcomes.${item.outcome}`)}
                  {item.why && (
                    <Copy small subtle block>
                      {item.why}
                    </Copy>
                  )}
                </>
              ),
            },
          ]}
        />
      )}
      {!complete && (
        <Copy small subtle block>
          {t('freezes.line.incomplete')}
        </Copy>
      )}
    </>
  );
}
