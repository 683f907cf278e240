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

import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Permission } from '@backstage/plugin-permission-common';
import type { Actor } from '@stagecraft/backstage-plugin-rollouts-common';
import type { People } from '../lifecycle/people';
import type { TokenCommand } from './tokens';
import { partOf, partsOf, type StoredRollout } from '../store/rollouts';
import { sees, type Visibility, type VisibleRow } from '../store/visibility';

/** Who looks, and what the permission framework lets them do. */
export interface Viewer {
  actor: Actor;
  credentials: BackstageCredentials;
  /** Names of the permissions that are allowed, whatever the rollout. */
  permits: ReadonlySet<string>;
  /** Of those that depend on the rollout: for which they are allowed. */
  conditions?: ReadonlyMap<string, Visibility>;
  /** Of a service: what its token is let do. */
  tokenCommands?: ReadonlySet<TokenCommand>;
  /** The rollouts and experiments that may be read; nobody learns of others. */
  visibility: Visibility;
}

/** The references that mean the viewer: the person and all their groups. */
export function refsOf({ actor }: Viewer): string[] {
  return [actor.ref, ...(actor.groups ?? [])];
}

/** What a stored rollout is judged by. */
export function rowOf(rollout: StoredRollout): VisibleRow {
  const { service, system } = rollout;
  return { service, system, parts: partsOf(rollout) };
}

/** A service as a rollout of it that this actor requests would be judged. */
export function rowOfService(
  service: { ref: string; system: string | null; people: People },
  requester?: Actor,
): VisibleRow {
  const { owners, approvers, operators, rollback = [] } = service.people;
  return {
    service: service.ref,
    system: service.system,
    parts: [
      ...owners.map(ref => partOf('owner', ref)),
      ...approvers.map(ref => partOf('approver', ref)),
      ...[...operators, ...rollback].map(ref => partOf('operator', ref)),
      ...(requester ? [partOf('requester', requester.ref)] : []),
    ],
  };
}

/** Whether a permission is allowed for this rollout. */
export function isPermitted(
  { permits, conditions }: Pick<Viewer, 'permits' | 'conditions'>,
  permission: Permission,
  row: VisibleRow,
): boolean {
  return (
    permits.has(permission.name) ||
    sees(conditions?.get(permission.name) ?? 'nothing', row)
  );
}
