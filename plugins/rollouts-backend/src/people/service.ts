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
  parseEntityRef,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  APPROVERS_ANNOTATION,
  entityRefSchema,
  KUBERNETES_ANNOTATIONS,
  RISK_TIER_ANNOTATION,
  TARGETS_ANNOTATION,
  targetRefSchema,
  type TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { z } from 'zod';
import type { People } from '../lifecycle/people';

/** A service as the catalogue describes it. */
export interface Service {
  ref: string;
  title: string;
  system: string | null;
  owner: string | null;
  tags: string[];
  people: People;
  targets: TargetRef[];
  /** Why the targets' annotation can't be read. */
  targetsTrouble: string | null;
  /** Where further targets are found; null where its annotations name none. */
  scope: Scope | null;
  /** What its annotation says of its risk. */
  riskTier?: string;
}

/** Where a service's objects are, in the words of the Kubernetes plugin. */
export interface Scope {
  /** Null for every cluster. */
  cluster: string | null;
  /** Null for every namespace. */
  namespace: string | null;
  labelSelector: string;
}

/**
 * `name` or `namespace/name` of a group, or a full reference, in lower case.
 *
 * @throws InputError for what is no reference.
 */
export function groupRef(text: string): string {
  const ref = stringifyEntityRef(
    parseEntityRef(text.trim(), {
      defaultKind: 'group',
      defaultNamespace: 'default',
    }),
  ).toLocaleLowerCase('en-US');
  if (entityRefSchema.safeParse(ref).success) return ref;
  throw new InputError(`"${text}" does not name a group`);
}

function related(entity: Entity, type: string): string[] {
  return (entity.relations ?? [])
    .filter(relation => relation.type === type)
    .map(relation => relation.targetRef);
}

/** A name that is no reference means nobody, never somebody else. */
function groupsOf(names: readonly string[]): string[] {
  return names.flatMap(name => {
    try {
      return [groupRef(name)];
    } catch {
      return [];
    }
  });
}

function approversOf(entity: Entity, owners: string[]): string[] {
  const named = (entity.metadata.annotations?.[APPROVERS_ANNOTATION] ?? '')
    .split(',')
    .filter(part => part.trim() !== '');
  return named.length > 0 ? groupsOf(named) : owners;
}

function targetsOf(
  entity: Entity,
): Pick<Service, 'targets' | 'targetsTrouble'> {
  const text = entity.metadata.annotations?.[TARGETS_ANNOTATION];
  if (text === undefined) return { targets: [], targetsTrouble: null };
  try {
    const targets = z.array(targetRefSchema).parse(JSON.parse(text));
    return { targets, targetsTrouble: null };
  } catch (error) {
    const why =
      error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    return {
      targets: [],
      targetsTrouble: `The annotation ${TARGETS_ANNOTATION} is not a list of targets: ${why}`,
    };
  }
}

function scopeOf(entity: Entity): Scope | null {
  const { annotations = {} } = entity.metadata;
  const id = annotations[KUBERNETES_ANNOTATIONS.id];
  const labelSelector =
    annotations[KUBERNETES_ANNOTATIONS.labelSelector] ??
    (id && `${KUBERNETES_ANNOTATIONS.id}=${id}`);
  if (!labelSelector) return null;
  return {
    cluster: annotations['backstage.io/kubernetes-cluster'] ?? null,
    namespace: annotations['backstage.io/kubernetes-namespace'] ?? null,
    labelSelector,
  };
}

/** Groups that may roll back any rollout of a system, or of all with `*`. */
export interface RollbackAuthority {
  system: string;
  groups: string[];
}

/** These people, with who else may roll back what is part of that system. */
export function withRollbackAuthority(
  people: People,
  system: string | null,
  authority: readonly RollbackAuthority[],
): People {
  const named = authority
    .filter(({ system: of }) => of === '*' || of === system)
    .flatMap(({ groups }) => groups);
  const rollback = [...new Set([...(people.rollback ?? []), ...named])];
  return rollback.length > 0 ? { ...people, rollback } : people;
}

/**
 * @param operators - The groups of the configuration.
 * @param authority - Who else may roll back, by the configuration.
 */
export function serviceOf(
  entity: Entity,
  operators: string[],
  authority: readonly RollbackAuthority[] = [],
): Service {
  const owners = related(entity, RELATION_OWNED_BY);
  const riskTier = entity.metadata.annotations?.[RISK_TIER_ANNOTATION];
  const system = related(entity, RELATION_PART_OF).find(ref =>
    ref.startsWith('system:'),
  );
  return {
    ref: stringifyEntityRef(entity),
    title: entity.metadata.title ?? entity.metadata.name,
    system: system ?? null,
    owner: owners[0] ?? null,
    tags: entity.metadata.tags ?? [],
    people: withRollbackAuthority(
      { owners, approvers: approversOf(entity, owners), operators },
      system ?? null,
      authority,
    ),
    ...targetsOf(entity),
    scope: scopeOf(entity),
    ...(riskTier !== undefined && { riskTier }),
  };
}
