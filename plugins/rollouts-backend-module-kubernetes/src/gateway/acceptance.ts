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

import type { Acceptance } from '../split/observe';
import type { Condition, HttpRoute, ParentRef, ParentStatus } from './route';

const GATEWAY_GROUP = 'gateway.networking.k8s.io';

function isSameParent(
  a: ParentRef,
  b: ParentRef,
  namespace: string | undefined,
): boolean {
  return (
    a.name === b.name &&
    (a.group ?? GATEWAY_GROUP) === (b.group ?? GATEWAY_GROUP) &&
    (a.kind ?? 'Gateway') === (b.kind ?? 'Gateway') &&
    (a.namespace ?? namespace) === (b.namespace ?? namespace) &&
    a.sectionName === b.sectionName &&
    a.port === b.port
  );
}

function parentLabel(ref: ParentRef): string {
  const section = ref.sectionName ? ` (${ref.sectionName})` : '';
  return `${ref.kind ?? 'Gateway'} ${ref.name}${section}`;
}

function said({ reason, message }: Condition): string {
  return [reason, message].filter(Boolean).join(': ');
}

function conditionTrouble(
  status: ParentStatus,
  type: string,
  generation: number,
): string | null {
  const label = parentLabel(status.parentRef);
  const condition = status.conditions?.find(entry => entry.type === type);
  if (!condition) return `${label} does not report ${type}`;
  if (condition.status !== 'True') {
    return `${label} reports ${type} ${condition.status} (${said(condition)})`;
  }
  const seen = condition.observedGeneration ?? 0;
  return seen < generation
    ? `${label} has taken generation ${seen} and not yet ${generation}`
    : null;
}

function partialTrouble(status: ParentStatus): string | null {
  const partial = status.conditions?.find(
    ({ type }) => type === 'PartiallyInvalid',
  );
  return partial?.status === 'True'
    ? `${parentLabel(
        status.parentRef,
      )} serves only part of the route, or an older one (PartiallyInvalid, ${said(
        partial,
      )})`
    : null;
}

/**
 * Why the data plane's controllers have not taken this generation of the
 * route, a sentence each; empty when all of them have.
 */
export function acceptanceTroubles(route: HttpRoute): string[] {
  const { namespace, generation } = route.metadata;
  const parents = route.spec.parentRefs ?? [];
  if (parents.length === 0) return ['The route is attached to no Gateway'];
  return parents.flatMap(parent => {
    const statuses = (route.status?.parents ?? []).filter(({ parentRef }) =>
      isSameParent(parentRef, parent, namespace),
    );
    if (statuses.length === 0) {
      return [`${parentLabel(parent)} does not report on the route`];
    }
    return statuses.flatMap(status =>
      [
        partialTrouble(status),
        conditionTrouble(status, 'Accepted', generation),
        conditionTrouble(status, 'ResolvedRefs', generation),
      ].filter(trouble => trouble !== null),
    );
  });
}

export function acceptance(route: HttpRoute): Acceptance {
  const troubles = acceptanceTroubles(route);
  return { accepted: troubles.length === 0, troubles };
}
