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
import type { GovernedRecord } from '@stagecraft/backstage-plugin-rollouts-common';
import { Link } from '../../kit';
import {
  drillsRouteRef,
  operationsRouteRef,
  playbookRouteRef,
  reviewRouteRef,
} from '../../routes';
import { useText } from '../../translation/useText';

/** Names a record by its kind, and leads to where it is shown. */
export function RecordLink(props: { record: GovernedRecord; title?: string }) {
  const t = useText();
  const playbook = useRouteRef(playbookRouteRef);
  const review = useRouteRef(reviewRouteRef);
  const operations = useRouteRef(operationsRouteRef);
  const drills = useRouteRef(drillsRouteRef);
  const { kind, id } = props.record;
  const to = {
    playbook: () => playbook({ id }),
    review: () => review({ id }),
    freeze: () => operations(),
    'drill-schedule': () => drills(),
  }[kind]();
  const name = t(`audit.kind.${kind}`);
  const { title } = props;
  return (
    <Link to={to}>
      {title ? t('audit.recordNamed', { kind: name, title }) : name}
    </Link>
  );
}
