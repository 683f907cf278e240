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

import type { AuthService } from '@backstage/backend-plugin-api';
import {
  RELATION_CHILD_OF,
  RELATION_HAS_MEMBER,
  RELATION_MEMBER_OF,
  RELATION_PARENT_OF,
  type Entity,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { UnavailableError } from '../problems/errors';
import { serviceOf, type RollbackAuthority, type Service } from './service';
import { ShortCache } from './ShortCache';

/** How long, in milliseconds, what the catalogue said is good enough to look at. */
const KEPT_MS = 3_000;
const MOST_KEPT = 1_000;
/** A catalogue that takes longer is as good as down. */
const TIMEOUT_MS = 3_000;

/** A person by name and by the groups they are in, with all their parents. */
export interface Person {
  name: string;
  groups: string[];
}

function targetsOf(entities: Entity[], types: readonly string[]): string[] {
  return entities.flatMap(entity =>
    (entity.relations ?? [])
      .filter(relation => types.includes(relation.type))
      .map(relation => relation.targetRef),
  );
}

function nameOf(entity: Entity): string {
  const { profile } = (entity.spec ?? {}) as {
    profile?: { displayName?: unknown };
  };
  return typeof profile?.displayName === 'string'
    ? profile.displayName
    : entity.metadata.title ?? entity.metadata.name;
}

/**
 * Who is who, read from the catalogue as the plugin itself: what decides must
 * not depend on what its caller may see.
 *
 * Every method throws UnavailableError when the catalogue can't be read.
 */
export class Directory {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #operators: string[];
  readonly #rollbackAuthority: RollbackAuthority[];
  readonly #services: ShortCache<Service | undefined>;
  readonly #people: ShortCache<Person | undefined>;
  readonly #missing: ShortCache<string[]>;
  readonly #members: ShortCache<string[]>;

  constructor(options: {
    catalog: CatalogService;
    auth: AuthService;
    /** Groups that may hold and roll back any rollout. */
    operators: string[];
    /** Who else may roll back, by system. */
    rollbackAuthority?: RollbackAuthority[];
    /**
     * How long an answer is kept; none is with 0, as what decides needs it:
     * who was removed a second ago decides no more.
     */
    keptMs?: number;
  }) {
    const { keptMs = KEPT_MS } = options;
    const cache = { milliseconds: keptMs, size: MOST_KEPT };
    this.#services = new ShortCache(cache);
    this.#people = new ShortCache(cache);
    this.#missing = new ShortCache(cache);
    this.#members = new ShortCache(cache);
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#operators = options.operators;
    this.#rollbackAuthority = options.rollbackAuthority ?? [];
  }

  /** Undefined when the catalogue has no such entity. */
  service(ref: string): Promise<Service | undefined> {
    return this.#services.get(ref, async () => {
      const [entity] = await this.#read([ref]);
      return (
        entity && serviceOf(entity, this.#operators, this.#rollbackAuthority)
      );
    });
  }

  /** Those of many services that the catalogue has, as they are now. */
  async services(refs: readonly string[]): Promise<Service[]> {
    const entities = await this.#read([...refs]);
    return entities.flatMap(entity =>
      entity ? serviceOf(entity, this.#operators, this.#rollbackAuthority) : [],
    );
  }

  /** Undefined when the catalogue has no such user. */
  person(ref: string): Promise<Person | undefined> {
    return this.#people.get(ref, async () => {
      const [user] = await this.#read([ref]);
      if (!user) return undefined;
      const direct = targetsOf([user], [RELATION_MEMBER_OF]);
      const groups = await this.#walk(direct, [RELATION_CHILD_OF]);
      return { name: nameOf(user), groups: groups.map(group => group.ref) };
    });
  }

  /** Those of these groups that the catalogue does not have. */
  missing(refs: readonly string[]): Promise<string[]> {
    const groups = [...new Set(refs)]
      .filter(ref => ref.startsWith('group:'))
      .sort();
    return this.#missing.get(groups.join(','), async () => {
      const entities = await this.#read(groups);
      return groups.filter((_, index) => entities[index] === undefined);
    });
  }

  /** The users in any of these groups or in a group below them. */
  members(groups: readonly string[]): Promise<string[]> {
    const key = [...groups].sort().join(',');
    return this.#members.get(key, async () => {
      const users = groups.filter(ref => ref.startsWith('user:'));
      const all = await this.#walk(
        groups.filter(ref => !users.includes(ref)),
        [RELATION_PARENT_OF],
      );
      const inGroups = targetsOf(
        all.flatMap(({ entity }) => entity ?? []),
        [RELATION_HAS_MEMBER],
      );
      return [...new Set([...users, ...inGroups])];
    });
  }

  async #walk(
    start: readonly string[],
    along: readonly string[],
  ): Promise<{ ref: string; entity: Entity | undefined }[]> {
    const found = new Map<string, Entity | undefined>();
    let next = [...new Set(start)];
    while (next.length > 0) {
      const entities = await this.#read(next);
      next.forEach((ref, index) => found.set(ref, entities[index]));
      const further = targetsOf(
        entities.flatMap(entity => entity ?? []),
        along,
      );
      next = [...new Set(further)].filter(ref => !found.has(ref));
    }
    return [...found].map(([ref, entity]) => ({ ref, entity }));
  }

  async #read(entityRefs: string[]): Promise<(Entity | undefined)[]> {
    if (entityRefs.length === 0) return [];
    try {
      const credentials = await this.#auth.getOwnServiceCredentials();
      const { items } = await within(
        TIMEOUT_MS,
        this.#catalog.getEntitiesByRefs({ entityRefs }, { credentials }),
      );
      return items;
    } catch (error) {
      throw new UnavailableError(
        'The catalogue can not be read now, so it is not known who owns what and who may approve',
        'Try again in a moment; holding and rolling back stay open',
        error,
      );
    }
  }
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`No answer in ${milliseconds} ms`)),
      milliseconds,
    );
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
