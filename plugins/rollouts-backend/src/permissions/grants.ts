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

import type {
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  createConditionTransformer,
  type ConditionTransformer,
} from '@backstage/plugin-permission-node';
import {
  pagePermissions,
  rolloutResourcePermissions,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { readVisibleExperiments } from '../store/experiments';
import { readVisibleRows } from '../store/rollouts';
import type { RowFilter, Visibility } from '../store/visibility';
import { rolloutResourceRef, rolloutRules } from './rules';

/** A reference of an experiment; that of a rollout is its id alone. */
const OF_EXPERIMENT = 'experiment:';

/** Declares the permissions, and the rules that policies may use. */
export function registerPermissions(
  registry: PermissionsRegistryService,
  knex: Knex,
): void {
  registry.addPermissions(pagePermissions);
  registry.addResourceType({
    resourceRef: rolloutResourceRef,
    permissions: rolloutResourcePermissions,
    rules: Object.values(rolloutRules),
    getResources: async refs => {
      const rollouts = await readVisibleRows(knex, refs);
      const experiments = await readVisibleExperiments(
        knex,
        refs
          .filter(ref => ref.startsWith(OF_EXPERIMENT))
          .map(ref => ref.slice(OF_EXPERIMENT.length)),
      );
      return refs.map(ref =>
        ref.startsWith(OF_EXPERIMENT)
          ? experiments.get(ref.slice(OF_EXPERIMENT.length))
          : rollouts.get(ref),
      );
    },
  });
}

/** On which rollouts each permission is granted, by its name. */
export type Grants = ReadonlyMap<string, Visibility>;

/** Asks the portal's policy what somebody may do here. */
export class Granter {
  readonly #permissions: PermissionsService;
  readonly #transform: ConditionTransformer<RowFilter>;

  constructor(options: {
    permissions: PermissionsService;
    permissionsRegistry: PermissionsRegistryService;
  }) {
    this.#permissions = options.permissions;
    this.#transform = createConditionTransformer(
      options.permissionsRegistry.getPermissionRuleset(rolloutResourceRef),
    );
  }

  async grants(credentials: BackstageCredentials): Promise<Grants> {
    const [ofRollouts, ofPages] = await Promise.all([
      this.#permissions.authorizeConditional(
        rolloutResourcePermissions.map(permission => ({ permission })),
        { credentials },
      ),
      this.#permissions.authorize(
        pagePermissions.map(permission => ({ permission })),
        { credentials },
      ),
    ]);
    return new Map([
      ...rolloutResourcePermissions.map(
        ({ name }, index) => [name, this.#on(ofRollouts[index])] as const,
      ),
      ...pagePermissions.map(
        ({ name }, index) => [name, this.#on(ofPages[index])] as const,
      ),
    ]);
  }

  #on(decision: PolicyDecision): Visibility {
    switch (decision.result) {
      case AuthorizeResult.ALLOW:
        return 'all';
      case AuthorizeResult.CONDITIONAL:
        return this.#transform(decision.conditions);
      default:
        return 'nothing';
    }
  }
}
