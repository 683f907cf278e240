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
import { useReviewCounts } from '../../data/useReviewRecords';
import { Button, Copy, Row } from '../../kit';
import { drillsRouteRef, reviewsRouteRef } from '../../routes';
import { useText } from '../../translation/useText';

/** To the drills, and to the reviews with how many are open. */
export function RehearsalLinks() {
  const t = useText();
  const drills = useRouteRef(drillsRouteRef);
  const reviews = useRouteRef(reviewsRouteRef);
  const { data } = useReviewCounts();
  const sum = (key: 'open' | 'overdue') =>
    data ? data.incident[key] + data.bypass[key] : 0;
  return (
    <Row gap={1}>
      <Button to={drills()}>{t('drills.title')}</Button>
      <Button to={reviews()}>{t('reviews.title')}</Button>
      {data && (
        <Copy subtle>
          {t('reviews.openNow', {
            open: String(sum('open')),
            overdue: String(sum('overdue')),
          })}
        </Copy>
      )}
    </Row>
  );
}
