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
  PreflightResult,
  TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { FoundTarget } from '@stagecraft/backstage-plugin-rollouts-node';
import type { z } from 'zod';
import type { Call } from '../cluster/Calls';
import type { Cluster } from '../cluster/Cluster';
import type { Resource } from '../cluster/resources';
import type { Metadata } from '../write/fence';
import type { Acceptance } from './observe';
import type {
  AudienceHeaders,
  Layout,
  PairedRule,
  Raw,
  Route,
  Rule,
} from './rule';

/** A live route of any data plane. */
export interface SplitObject {
  metadata: Metadata;
  spec: Raw;
}

/** A data plane whose routes split traffic by weights. */
export interface Plane<T extends SplitObject> {
  layout: Layout;
  resource: Resource;
  schema: z.ZodType<T>;
  acceptance(live: T): Acceptance;
  /** The pairs that share traffic in it, as targets a rollout could move. */
  candidates(live: T, cluster: string): FoundTarget[];
  /** What only this plane can say before a rollout. */
  checks(live: T, route: Route, target: TargetRef): PreflightResult[];
  /** Rules that send copies of requests to the new version. */
  mirrors(route: Route, target: TargetRef): Rule[];
  /** Whether the rules for audiences fit in, and hurt no other rule. */
  headerCheck(
    route: Route,
    rules: readonly PairedRule[],
    headers: AudienceHeaders,
  ): PreflightResult;
  /** Whether both sides of the pair exist and can take traffic. */
  workloads(
    cluster: Cluster,
    target: TargetRef,
    call: Call,
  ): Promise<PreflightResult[]>;
}
