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

import { createBackendModule } from '@backstage/backend-plugin-api';
import { policiesExtensionPoint } from '@stagecraft/backstage-plugin-rollouts-node';

export default createBackendModule({
  pluginId: 'rollouts',
  moduleId: 'acme-policies',
  register(env) {
    env.registerInit({
      deps: { policies: policiesExtensionPoint },
      async init({ policies }) {
        policies.addPolicy({
          name: 'acme-change-ticket',
          title: 'Change ticket',
          needs: ['rollbackPlan'],
          judge({ rollbackPlan }, { risk }) {
            if (risk.tier !== 'critical') return undefined;
            return /\bCHG-\d+\b/.test(rollbackPlan.notes)
              ? { outcome: 'pass', explanation: 'The notes name a ticket' }
              : {
                  outcome: 'fail',
                  explanation: 'A critical change needs a change ticket',
                  remedy: 'Name it in the notes of the rollback plan: CHG-1234',
                  path: ['rollbackPlan', 'notes'],
                };
          },
        });
      },
    });
  },
});
