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
import { deliveryManagePermission } from '@stagecraft/backstage-plugin-rollouts-common';
import { useUnreached } from '../../data/useDeliveries';
import { Copy, Link, Row, StateSign } from '../../kit';
import { IfMay } from '../../permissions/IfMay';
import { deliveriesRouteRef } from '../../routes';
import { useText } from '../../translation/useText';

function Leading() {
  const t = useText();
  const deliveries = useRouteRef(deliveriesRouteRef);
  const count = useUnreached()?.length ?? 0;
  return (
    <Row align="center">
      <Copy>
        <Link to={deliveries()}>{t('deliveries.fromOperations')}</Link>
      </Copy>
      {count > 0 && (
        <StateSign tone="warning">
          {t('deliveries.unreachedFromOperations', { count })}
        </StateSign>
      )}
    </Row>
  );
}

/** Leads to what was sent, and says so where something reached nobody. */
export function DeliveriesLink() {
  return (
    <IfMay permission={deliveryManagePermission}>
      <Leading />
    </IfMay>
  );
}
