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
import {
  Announcer,
  Card,
  Clock,
  Copy,
  Failed,
  Fresh,
  Heading,
  Link,
  signText,
  StaleBanner,
} from '../../kit';
import { rootRouteRef } from '../../routes';
import { useText } from '../../translation/useText';
import { BoardTable } from '../../board/BoardTable';
import { useNews } from '../../board/useNews';
import { useTrouble } from './useTrouble';

/** Rollouts that are stuck, rolling back or held, with their way back. */
export function TroubleCard() {
  const t = useText();
  const board = useRouteRef(rootRouteRef);
  const trouble = useTrouble();
  const { rows } = trouble;
  const { marked, last, see } = useNews(trouble.loading ? undefined : rows);
  if (trouble.failure) {
    return (
      <Failed
        refusal={trouble.failure}
        title={t('operations.trouble.failed')}
        onRetry={trouble.retry}
      />
    );
  }
  return (
    <>
      <Heading level={3}>{t('operations.trouble.title')}</Heading>
      <StaleBanner {...trouble} />
      <Announcer
        text={
          last
            ? t('board.changed', {
                service: last.experiment.title,
                sign: signText(last, t),
              })
            : ''
        }
      />
      <Fresh interrupted={trouble.interrupted}>
        <Clock
          now={trouble.now ?? new Date().toISOString()}
          receivedAt={trouble.receivedAt || Date.now()}
        >
          {!trouble.loading && rows.length === 0 ? (
            <Card>
              <Copy block subtle>
                {t('operations.trouble.none')}
              </Copy>
            </Card>
          ) : (
            <Card flush>
              <BoardTable
                caption={t('operations.trouble.caption')}
                rows={rows}
                loading={trouble.loading}
                skeletonRows={2}
                marked={marked}
                onSeen={see}
              />
            </Card>
          )}
          {trouble.more && (
            <Copy block>
              {t('operations.trouble.more')}{' '}
              <Link to={board()}>{t('operations.trouble.board')}</Link>
            </Copy>
          )}
        </Clock>
      </Fresh>
    </>
  );
}
