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

import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import type { Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  KUBERNETES_ANNOTATIONS,
  MOVABLE_ANNOTATIONS,
  rolloutRequestPermission,
  TARGETS_ANNOTATION,
  type ServiceView,
} from '@stagecraft/backstage-plugin-rollouts-common';
import {
  missingService,
  RefusedActorError,
  UnavailableError,
} from '../problems/errors';
import { refuseProposer } from '../lifecycle/propose';
import { serviceOf, type Service } from '../people/service';
import { lacksPermission } from '../permissions/commandPermissions';
import { sees } from '../store/visibility';
import { isPermitted, rowOfService, type Viewer } from '../permissions/Viewer';

/** Services as the catalogue shows them to their viewers. */
export class Services {
  readonly #catalog: CatalogService;
  readonly #operators: string[];

  constructor(options: { catalog: CatalogService; operators: string[] }) {
    this.#catalog = options.catalog;
    this.#operators = options.operators;
  }

  /** Those that name targets, or where to find some, by title. */
  async list(viewer: Viewer): Promise<ServiceView[]> {
    const { items } = await this.#ask(() =>
      this.#catalog.getEntities(
        {
          filter: MOVABLE_ANNOTATIONS.map(annotation => ({
            [`metadata.annotations.${annotation}`]: CATALOG_FILTER_EXISTS,
          })),
        },
        viewer,
      ),
    );
    return items
      .filter(entity => this.#sees(entity, viewer))
      .map(entity => this.#view(entity, viewer))
      .sort((a, b) => a.title.localeCompare(b.title));
  }

  /** @throws MissingError when there is none, or none that the viewer sees. */
  async get(ref: string, viewer: Viewer): Promise<ServiceView> {
    return this.#view(await this.#entity(ref, viewer), viewer);
  }

  /** @throws MissingError when there is none, or none that the viewer sees. */
  async seen(ref: string, viewer: Viewer): Promise<Service> {
    return serviceOf(await this.#entity(ref, viewer), this.#operators);
  }

  /** Those of these references that the viewer may see. */
  async visible(
    refs: readonly string[],
    viewer: Viewer,
  ): Promise<ReadonlySet<string>> {
    const entityRefs = [...new Set(refs)];
    if (entityRefs.length === 0) return new Set();
    const { items } = await this.#ask(() =>
      this.#catalog.getEntitiesByRefs(
        { entityRefs, fields: ['kind', 'metadata.namespace', 'metadata.name'] },
        viewer,
      ),
    );
    return new Set(entityRefs.filter((_, index) => items[index]));
  }

  async #entity(ref: string, viewer: Viewer): Promise<Entity> {
    const entity = await this.#ask(() =>
      this.#catalog.getEntityByRef(ref, viewer),
    );
    if (entity && this.#sees(entity, viewer)) return entity;
    throw missingService(ref);
  }

  /** What the catalogue shows is shown here where its rollouts would be. */
  #sees(entity: Entity, { visibility }: Viewer): boolean {
    return sees(visibility, rowOfService(serviceOf(entity, this.#operators)));
  }

  async #ask<T>(question: () => Promise<T>): Promise<T> {
    try {
      return await question();
    } catch (error) {
      throw new UnavailableError(
        'The catalogue can not be read now',
        'Try again in a moment',
        error,
      );
    }
  }

  #view(entity: Entity, viewer: Viewer): ServiceView {
    const service = serviceOf(entity, this.#operators);
    const { ref, title, system, owner, people, targets } = service;
    return {
      ref,
      title,
      system,
      owner,
      approvers: people.approvers,
      targets,
      request: requestState(service, viewer),
    };
  }
}

/**
 * @throws MissingError where the viewer sees no rollouts of the service,
 * RefusedActorError where they may request none.
 */
export function admitRequest(viewer: Viewer, service: Service): void {
  refuseUnseen(viewer, service);
  const row = rowOfService(service, viewer.actor);
  if (isPermitted(viewer, rolloutRequestPermission, row)) return;
  const { reason, remedy } = lacksPermission(rolloutRequestPermission);
  throw new RefusedActorError(reason, { code: 'permission', remedy });
}

/** @throws MissingError where the viewer may not see the service. */
export function refuseUnseen(
  { visibility }: Pick<Viewer, 'visibility'>,
  service: Service,
): void {
  if (!sees(visibility, rowOfService(service)))
    throw missingService(service.ref);
}

function requestState(
  service: Service,
  viewer: Viewer,
): ServiceView['request'] {
  const { people, targets, targetsTrouble, scope } = service;
  const refused = refuseProposer(viewer.actor, people);
  if (refused) {
    const { reason, remedy, whoCould } = refused;
    return { open: false, reason, remedy, whoCould };
  }
  const requested = rowOfService(service, viewer.actor);
  if (!isPermitted(viewer, rolloutRequestPermission, requested)) {
    return { open: false, ...lacksPermission(rolloutRequestPermission) };
  }
  if (targets.length === 0 && (targetsTrouble || !scope)) {
    return {
      open: false,
      reason: targetsTrouble ?? 'The service names no target',
      remedy: `Name its targets in the annotation ${TARGETS_ANNOTATION}, or its objects in ${KUBERNETES_ANNOTATIONS.id}`,
    };
  }
  return { open: true };
}
