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

import type { Permission } from '@backstage/plugin-permission-common';
import {
  rolloutApprovePermission,
  rolloutBypassPermission,
  rolloutLowerPermission,
  rolloutRequestPermission,
  type CommandName,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { TokenCommand } from './tokens';
import type { VisibleRow } from '../store/visibility';
import { isPermitted, type Viewer } from './Viewer';

/** The permission that each command takes, besides what `decide` asks. */
export const COMMAND_PERMISSIONS: Record<CommandName, Permission> = {
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

/** What a service's token must be let do; the others are not for tokens. */
export const COMMAND_TOKENS: Partial<Record<CommandName, TokenCommand>> = {
  revise: 'propose',
  withdraw: 'propose',
  hold: 'hold',
  'roll-back': 'roll-back',
};

/** Why a viewer is not let give a command to a rollout; undefined if they are. */
export function lacksFor(
  viewer: Pick<Viewer, 'permits' | 'conditions' | 'tokenCommands'>,
  command: CommandName,
  row: VisibleRow,
): { reason: string; remedy: string } | undefined {
  const permission = COMMAND_PERMISSIONS[command];
  if (!isPermitted(viewer, permission, row)) return lacksPermission(permission);
  const needed = COMMAND_TOKENS[command];
  if (!viewer.tokenCommands || !needed) return undefined;
  return viewer.tokenCommands.has(needed)
    ? undefined
    : {
        reason: `This token is not let ${needed}`,
        remedy: `Add ${needed} to its commands in rollouts.tokens in the configuration`,
      };
}

export function lacksPermission(permission: Permission) {
  return {
    reason: `You do not have the permission ${permission.name}`,
    remedy:
      'Ask whoever administers the permissions of this portal to grant it',
  };
}
