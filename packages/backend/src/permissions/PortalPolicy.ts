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

import {
  AuthorizeResult,
  isPermission,
  isReadPermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  createRolloutConditionalDecision,
  rolloutConditions,
} from '@stagecraft/backstage-plugin-rollouts-backend';
import { rolloutReadPermission } from '@stagecraft/backstage-plugin-rollouts-common';
import { grantsOf } from './grants';

/** Rollouts of these are for those who have a part in them, and leadership. */
const INTERNAL = ['component:default/recommendations'];
const LEADERSHIP = 'group:default/leadership';

/**
 * Everyone who is signed in may read, but of internal services only those who
 * have a part in their rollouts. What else a person may do comes from the
 * groups they are in. Whether a service is theirs to change is decided where
 * the change is made.
 */
export class PortalPolicy implements PermissionPolicy {
  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!user) return { result: AuthorizeResult.DENY };
    const claims = user.info.ownershipEntityRefs;
    if (
      isPermission(permission, rolloutReadPermission) &&
      !claims.includes(LEADERSHIP)
    ) {
      return createRolloutConditionalDecision(permission, {
        anyOf: [
          { not: rolloutConditions.isOfService({ services: INTERNAL }) },
          rolloutConditions.isServiceOwner({ claims }),
          rolloutConditions.isNamedApprover({ claims }),
          rolloutConditions.isSystemOperator({ claims }),
          rolloutConditions.isRequester({ claims }),
        ],
      });
    }
    const granted =
      isReadPermission(permission) ||
      claims.some(group => grantsOf(group).has(permission.name));
    return { result: granted ? AuthorizeResult.ALLOW : AuthorizeResult.DENY };
  }
}
