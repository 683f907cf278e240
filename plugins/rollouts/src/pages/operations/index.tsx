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

import { Heading, PageBody, Row } from '../../kit';
import { useText } from '../../translation/useText';
import { AuditLink } from './AuditLink';
import { Clusters } from './Clusters';
import { Freezes } from './freezes/Freezes';
import { DeliveriesLink } from './DeliveriesLink';
import { RehearsalLinks } from './RehearsalLinks';
import { TroubleCard } from './TroubleCard';

/** For whoever is on call: what needs people now, and how the clusters are. */
export default function OperationsPage() {
  const t = useText();
  return (
    <PageBody>
      <Row justify="space-between" gap={1}>
        <Heading level={2}>{t('operations.heading')}</Heading>
        <RehearsalLinks />
      </Row>
      <TroubleCard />
      <Freezes />
      <Clusters />
      <DeliveriesLink />
      <AuditLink />
    </PageBody>
  );
}
