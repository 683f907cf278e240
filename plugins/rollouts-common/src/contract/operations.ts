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

import { auditOperations } from './operations/audit';
import { clusterOperations } from './operations/clusters';
import { deliveryOperations } from './operations/deliveries';
import { drillOperations } from './operations/drills';
import { discussionOperations } from './operations/discussion';
import { experimentOperations } from './operations/experiments';
import { freezeOperations } from './operations/freezes';
import { insightOperations } from './operations/insights';
import { harmOperations } from './operations/harm';
import { gateOperations } from './operations/gates';
import { libraryOperations } from './operations/library';
import { playbookOperations } from './operations/playbooks';
import { rolloutOperations } from './operations/rollouts';
import { reviewOperations } from './operations/reviews';
import { serviceOperations } from './operations/services';
import { viewerOperations } from './operations/viewer';

export {
  BOARD_GROUPS,
  BOARD_OUTCOMES,
  type BoardGroup,
  type BoardOutcome,
} from './operations/rollouts';

/** Every operation of the HTTP API, by its id. */
export const operations = {
  ...rolloutOperations,
  ...experimentOperations,
  ...discussionOperations,
  ...libraryOperations,
  ...insightOperations,
  ...playbookOperations,
  ...serviceOperations,
  ...clusterOperations,
  ...deliveryOperations,
  ...harmOperations,
  ...gateOperations,
  ...auditOperations,
  ...freezeOperations,
  ...reviewOperations,
  ...drillOperations,
  ...viewerOperations,
} as const;

export type Operations = typeof operations;
export type OperationId = keyof Operations;
