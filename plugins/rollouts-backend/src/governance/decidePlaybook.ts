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
  nameOfRef,
  playbookWritePermission,
  type Actor,
  type Opening,
  type Playbook,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { isOneOf } from '../lifecycle/people';
import type { PlaybookChangeRow } from '../store/tables';
import { lacksPermission } from '../permissions/commandPermissions';
import { RefusedActorError, RefusedConflictError } from '../problems/errors';

/** Why something about a playbook is closed, for whom, and what opens it. */
export interface PlaybookRefusal {
  code: 'not-open' | 'actor-kind' | 'not-eligible' | 'rebase' | 'permission';
  reason: string;
  remedy: string;
  whoCould: string[];
}

/** Who asks, and which permissions they have. */
export interface Asker {
  actor: Actor;
  permits: ReadonlySet<string>;
}

const FOR_ANOTHER_ACTOR: readonly PlaybookRefusal['code'][] = [
  'actor-kind',
  'not-eligible',
  'permission',
];

export function playbookError(refusal: PlaybookRefusal): Error {
  const { code, reason, remedy, whoCould } = refusal;
  const detail = { code, remedy, whoCould };
  return FOR_ANOTHER_ACTOR.includes(code)
    ? new RefusedActorError(reason, detail)
    : new RefusedConflictError(reason, detail);
}

export function openingOf(refusal: PlaybookRefusal | undefined): Opening {
  if (!refusal) return { open: true };
  const { reason, remedy, whoCould } = refusal;
  return { open: false, reason, remedy, whoCould };
}

/**
 * The people and groups who sign off changes of a playbook: its owner, by the
 * version in force, so that nobody proposes themselves as the owner; the
 * operators where it names none, or does not exist yet.
 */
export function ownersOf(
  newest: Pick<Playbook, 'owner'> | undefined,
  operators: readonly string[],
): string[] {
  const owner = newest?.owner;
  return owner === undefined || !owner.includes(':') ? [...operators] : [owner];
}

function withoutPermission({ permits }: Asker): PlaybookRefusal | undefined {
  if (permits.has(playbookWritePermission.name)) return undefined;
  return {
    code: 'permission',
    ...lacksPermission(playbookWritePermission),
    whoCould: [],
  };
}

export function refuseProposing(asker: Asker): PlaybookRefusal | undefined {
  return withoutPermission(asker);
}

/** What takes the role that owns the playbook, in person. */
function refuseOwner(
  asker: Asker,
  owners: string[],
): PlaybookRefusal | undefined {
  const { actor } = asker;
  if (actor.kind !== 'person') {
    return {
      code: 'actor-kind',
      reason: 'Only a person does this, in person',
      remedy: 'Sign in to the portal and do it there',
      whoCould: owners,
    };
  }
  if (!isOneOf(actor, owners)) {
    return {
      code: 'not-eligible',
      reason: 'This is for the role that owns the playbook',
      remedy: owners.length
        ? `Ask one of ${owners.map(nameOfRef).join(', ')}`
        : 'Nobody owns it: name an owner in its file, or operators in the configuration',
      whoCould: owners,
    };
  }
  return withoutPermission(asker);
}

export function refuseReview(
  playbook: { retired: boolean },
  asker: Asker,
  owners: string[],
): PlaybookRefusal | undefined {
  if (playbook.retired) {
    return {
      code: 'not-open',
      reason: 'The playbook is retired',
      remedy: 'Propose to bring it back first',
      whoCould: [],
    };
  }
  return refuseOwner(asker, owners);
}

type Change = Pick<
  PlaybookChangeRow,
  'state' | 'base_version' | 'proposed_by' | 'playbook_id' | 'kind'
>;

const ENDS: Readonly<Record<string, string>> = {
  'signed-off': 'It was signed off',
  refused: 'It was refused',
  withdrawn: 'It was withdrawn',
};

function refuseClosed({ state }: Change): PlaybookRefusal | undefined {
  return state === 'open'
    ? undefined
    : {
        code: 'not-open',
        reason: `${ENDS[state] ?? 'It has ended'} already`,
        remedy: 'Propose another change',
        whoCould: [],
      };
}

/** Why a change is of a version that is no longer the newest. */
export function refuseBase(
  {
    base_version: base,
    playbook_id: id,
  }: Pick<Change, 'base_version' | 'playbook_id'>,
  newest: number,
): PlaybookRefusal | undefined {
  if (base === newest) return undefined;
  const was = base === 0 ? 'a new playbook' : `version ${base}`;
  return {
    code: 'rebase',
    reason: newest
      ? `It changes ${was}, but version ${newest} of ${id} is in force since`
      : `There is no playbook ${id}, so it has no version ${base}`,
    remedy: newest
      ? `Propose the change again on version ${newest}`
      : 'Propose it as a new playbook, with base version 0',
    whoCould: [],
  };
}

export function refuseSignOff(
  change: Change,
  asker: Asker,
  context: { owners: string[]; newest: number },
): PlaybookRefusal | undefined {
  const own: PlaybookRefusal | undefined =
    asker.actor.ref === change.proposed_by.ref
      ? {
          code: 'not-eligible',
          reason: 'Nobody signs off what they proposed',
          remedy: 'Ask somebody else of the role that owns the playbook',
          whoCould: context.owners,
        }
      : undefined;
  return (
    refuseClosed(change) ??
    refuseOwner(asker, context.owners) ??
    own ??
    refuseBase(change, context.newest)
  );
}

export function refuseRefusal(
  change: Change,
  asker: Asker,
  { owners }: { owners: string[] },
): PlaybookRefusal | undefined {
  const own: PlaybookRefusal | undefined =
    asker.actor.ref === change.proposed_by.ref
      ? {
          code: 'not-eligible',
          reason: 'You proposed it yourself',
          remedy: 'Withdraw it instead',
          whoCould: owners,
        }
      : undefined;
  return refuseClosed(change) ?? refuseOwner(asker, owners) ?? own;
}

export function refuseWithdrawal(
  change: Change,
  { actor }: Asker,
): PlaybookRefusal | undefined {
  return (
    refuseClosed(change) ??
    (actor.ref === change.proposed_by.ref
      ? undefined
      : {
          code: 'not-eligible',
          reason: 'Only who proposed it withdraws it',
          remedy: 'Its owner can refuse it instead',
          whoCould: [change.proposed_by.ref],
        })
  );
}
