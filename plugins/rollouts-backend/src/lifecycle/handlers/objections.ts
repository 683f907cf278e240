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

import { openObjections } from '../gates';
import type { Handler } from '../handler';
import { isOneOf, partiesTo, refsOfRole } from '../people';
import { notEligible, notOpen, refuse, refuseStalePlan } from '../refuse';
import { mayGoOn } from '../state';

export const object: Handler<'object'> = (state, command, actor, context) => {
  const stale = refuseStalePlan(command.planHash, context);
  if (stale) return stale;
  if (!mayGoOn(state)) {
    return notOpen(state.phase, 'There is no stage ahead to object to');
  }
  const { owners, approvers, operators } = context.people;
  const who = [...approvers, ...owners, ...operators];
  if (!isOneOf(actor, who)) {
    return notEligible('owners, approvers and operators', who);
  }
  return {
    accepted: true,
    next: {
      ...state,
      objections: [
        ...state.objections,
        {
          id: context.newId,
          planHash: context.planHash,
          actor,
          reason: command.reason,
          at: context.now.toISOString(),
        },
      ],
    },
    sentence: `${actor.name} objects: no further stage opens until this is resolved`,
    evidence: {},
    effects: [
      { kind: 'wake', urgent: true },
      {
        kind: 'notify',
        topic: 'objected',
        recipients: [
          ...new Set([
            state.requestedBy.ref,
            ...approvers,
            ...refsOfRole(context.overrules, context.people),
          ]),
        ],
        except: actor.ref,
        title: `${actor.name} objects`,
        description: command.reason,
        severity: 'high',
      },
    ],
  };
};

export const resolveObjection: Handler<'resolve-objection'> = (
  state,
  command,
  actor,
  context,
) => {
  const objection = openObjections(state).find(
    candidate => candidate.id === command.objection,
  );
  if (!objection) {
    return refuse(
      'unknown-subject',
      'There is no such open objection',
      'Load the page again: it may be resolved already',
    );
  }
  const own = objection.actor.ref === actor.ref;
  const overrulers = refsOfRole(context.overrules, context.people);
  const mayOverrule =
    isOneOf(actor, overrulers) &&
    !partiesTo(state, context.plan).includes(actor.ref);
  if (!own && !mayOverrule) {
    return notEligible(
      'whoever objected, or who may overrule it and neither requested nor wrote the plan',
      [objection.actor.ref, ...overrulers],
    );
  }
  return {
    accepted: true,
    next: {
      ...state,
      objections: state.objections.map(candidate =>
        candidate === objection
          ? {
              ...candidate,
              resolved: {
                actor,
                reason: command.reason,
                at: context.now.toISOString(),
              },
            }
          : candidate,
      ),
    },
    sentence: own
      ? `${actor.name} withdrew the objection`
      : `${actor.name} overruled the objection of ${objection.actor.name}: ${command.reason}`,
    evidence: { objection: objection.id, overruled: !own },
    effects: own
      ? [{ kind: 'wake', urgent: true }]
      : [
          { kind: 'wake', urgent: true },
          {
            kind: 'notify',
            topic: 'objected',
            recipients: [objection.actor.ref],
            except: null,
            title: `${actor.name} overruled your objection`,
            description: command.reason,
            severity: 'high',
          },
        ],
  };
};
