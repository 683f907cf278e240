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
  coreServices,
  createBackendModule,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  type RootConfigService,
} from '@backstage/backend-plugin-api';
import { searchIndexRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';
import { rolloutsServiceRef } from '@stagecraft/backstage-plugin-rollouts-node';
import { collators } from './collators';

const SCHEDULE = {
  frequency: { minutes: 10 },
  timeout: { minutes: 15 },
  initialDelay: { seconds: 10 },
};

function scheduleOf(config: RootConfigService) {
  const configured = config.getOptionalConfig(
    'search.collators.rollouts.schedule',
  );
  return configured
    ? readSchedulerServiceTaskScheduleDefinitionFromConfig(configured)
    : SCHEDULE;
}

/** Adds a collator for playbooks, one for experiments and one for learnings. */
export const searchModuleRollouts = createBackendModule({
  pluginId: 'search',
  moduleId: 'rollouts',
  register(reg) {
    reg.registerInit({
      deps: {
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        indexRegistry: searchIndexRegistryExtensionPoint,
        rollouts: rolloutsServiceRef,
        scheduler: coreServices.scheduler,
      },
      async init({ auth, config, indexRegistry, rollouts, scheduler }) {
        for (const factory of collators(rollouts, auth)) {
          indexRegistry.addCollator({
            schedule: scheduler.createScheduledTaskRunner(scheduleOf(config)),
            factory,
          });
        }
      },
    });
  },
});
