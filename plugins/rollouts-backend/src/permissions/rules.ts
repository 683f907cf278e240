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
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { RESOURCE_TYPE_ROLLOUT } from '@stagecraft/backstage-plugin-rollouts-common';
import { z } from 'zod';
import { partOf, type Part } from '../store/rollouts/parts';
import { sees, type RowFilter, type VisibleRow } from '../store/visibility';

/** A rollout, or an experiment by all of its rollouts. */
export const rolloutResourceRef = createPermissionResourceRef<
  VisibleRow,
  RowFilter
>().with({ pluginId: 'rollouts', resourceType: RESOURCE_TYPE_ROLLOUT });

const claimsSchema = z.object({
  claims: z
    .array(z.string())
    .describe('References of a person and of the groups they are in'),
});
const systemsSchema = z.object({
  systems: z.array(z.string()).describe('References of systems'),
});
const servicesSchema = z.object({
  services: z.array(z.string()).describe('References of services'),
});

const inSystem = ({ systems }: z.infer<typeof systemsSchema>): RowFilter => ({
  column: 'system',
  values: systems,
});
const ofService = ({
  services,
}: z.infer<typeof servicesSchema>): RowFilter => ({
  column: 'service',
  values: services,
});

/** Of one row the same is asked as of all of them in SQL. */
function partRule(name: string, description: string, part: Part) {
  const playedBy = ({ claims }: z.infer<typeof claimsSchema>): RowFilter => ({
    column: 'parts',
    // A token may spell them otherwise than the catalogue does.
    values: claims.map(claim => partOf(part, claim.toLocaleLowerCase('en-US'))),
  });
  return createPermissionRule({
    name,
    description,
    resourceRef: rolloutResourceRef,
    paramsSchema: claimsSchema,
    apply: (row, params) => sees(playedBy(params), row),
    toQuery: params => playedBy(params),
  });
}

/** What a policy may make a permission on rollouts depend on. */
export const rolloutRules = {
  isServiceOwner: partRule(
    'IS_SERVICE_OWNER',
    'Rollouts of services that one of these owns',
    'owner',
  ),
  isNamedApprover: partRule(
    'IS_NAMED_APPROVER',
    'Rollouts that one of these is named to approve, or to attest a milestone of',
    'approver',
  ),
  isRequester: partRule(
    'IS_REQUESTER',
    'Rollouts that one of these requested',
    'requester',
  ),
  isSystemOperator: partRule(
    'IS_SYSTEM_OPERATOR',
    'Rollouts in systems that one of these operates',
    'operator',
  ),
  isInSystem: createPermissionRule({
    name: 'IS_IN_SYSTEM',
    description: 'Rollouts of services in one of these systems',
    resourceRef: rolloutResourceRef,
    paramsSchema: systemsSchema,
    apply: (row, params) => sees(inSystem(params), row),
    toQuery: params => inSystem(params),
  }),
  isOfService: createPermissionRule({
    name: 'IS_OF_SERVICE',
    description: 'Rollouts of one of these services',
    resourceRef: rolloutResourceRef,
    paramsSchema: servicesSchema,
    apply: (row, params) => sees(ofService(params), row),
    toQuery: params => ofService(params),
  }),
};
