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

import type { BasicPermission } from '@backstage/plugin-permission-common';
import {
  rolloutApprovePermission,
  rolloutBypassPermission,
  rolloutLowerPermission,
  rolloutRequestPermission,
  type CommandName,
} from '@stagecraft/backstage-plugin-rollouts-common';

/** The permission that each command takes, besides what `decide` asks. */
export const COMMAND_PERMISSIONS: Record<CommandName, BasicPermission> = {
  revise: rolloutRequestPermission,
  withdraw: rolloutRequestPermission,
  approve: rolloutApprovePermission,
  'withdraw-approval': rolloutApprovePermission,
  object: rolloutApprovePermission,
  'resolve-objection': rolloutApprovePermission,
  'attest-milestone': rolloutApprovePermission,
  start: rolloutRequestPermission,
  advance: rolloutRequestPermission,
  hold: rolloutLowerPermission,
  resume: rolloutLowerPermission,
  'roll-back': rolloutLowerPermission,
  'acknowledge-stuck': rolloutLowerPermission,
  promote: rolloutRequestPermission,
  cancel: rolloutRequestPermission,
  bypass: rolloutBypassPermission,
};

export function lacksPermission(permission: BasicPermission) {
  return {
    reason: `You do not have the permission ${permission.name}`,
    remedy:
      'Ask whoever administers the permissions of this portal to grant it',
  };
}
