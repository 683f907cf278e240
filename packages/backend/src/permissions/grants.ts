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

import { Permission } from '@backstage/plugin-permission-common';
import {
  deliveryManagePermission,
  discussionWritePermission,
  drillRunPermission,
  experimentConcludePermission,
  freezeManagePermission,
  lineStopPermission,
  playbookWritePermission,
  reviewClosePermission,
  rolloutApprovePermission,
  rolloutBypassPermission,
  rolloutLowerPermission,
  rolloutRequestPermission,
} from '@stagecraft/backstage-plugin-rollouts-common';

const takesPart = [
  discussionWritePermission,
  playbookWritePermission,
  reviewClosePermission,
];
const developer = [
  ...takesPart,
  rolloutRequestPermission,
  rolloutLowerPermission,
  experimentConcludePermission,
  drillRunPermission,
];
const owner = [...developer, rolloutApprovePermission, rolloutBypassPermission];
const operator = [
  ...takesPart,
  rolloutLowerPermission,
  rolloutApprovePermission,
  rolloutBypassPermission,
  drillRunPermission,
  freezeManagePermission,
  lineStopPermission,
  deliveryManagePermission,
];

const grants = new Map<string, Permission[]>([
  ['group:default/storefront-team', developer],
  ['group:default/storefront-owners', owner],
  ['group:default/billing-team', developer],
  ['group:default/billing-owners', owner],
  ['group:default/on-call', operator],
  ['group:default/leadership', takesPart],
]);

/** The names of the permissions that being in `group` gives beyond reading. */
export function grantsOf(group: string): Set<string> {
  return new Set(grants.get(group)?.map(permission => permission.name));
}
