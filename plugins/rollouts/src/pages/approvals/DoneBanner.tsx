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

import { useLocation, useNavigate } from 'react-router-dom';
import { useRouteRef } from '@backstage/core-plugin-api';
import { Button, Card, Copy, Link, Row } from '../../kit';
import { rolloutRouteRef } from '../../routes';
import { useText } from '../../translation/useText';
import { doneOf } from './done';

/** Confirms what was decided on the page before. */
export function DoneBanner() {
  const t = useText();
  const navigate = useNavigate();
  const rollout = useRouteRef(rolloutRouteRef);
  const done = doneOf(useLocation().state);
  return (
    <div role="status" style={{ marginBottom: done ? 0 : -16 }}>
      {done && (
        <Card tone="ok">
          <Row justify="space-between">
            <Copy strong>
              {done.command === 'approve'
                ? t('approvals.done.approve', {
                    number: String(done.stageIndex + 1),
                    title: done.title,
                  })
                : t('approvals.done.object', { title: done.title })}
            </Copy>
            <Row>
              <Link to={rollout({ id: done.rolloutId })}>
                {t('approvals.done.see')}
              </Link>
              <Button
                small
                onPress={() => navigate('.', { replace: true, state: null })}
              >
                {t('approvals.done.dismiss')}
              </Button>
            </Row>
          </Row>
        </Card>
      )}
    </div>
  );
}
