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

import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Actor } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Visibility } from '../store/visibility';

/** Who looks, and what the permission framework lets them do. */
export interface Viewer {
  actor: Actor;
  credentials: BackstageCredentials;
  /** Names of the permissions that are allowed. */
  permits: ReadonlySet<string>;
  /** The rollouts and experiments that may be read; nobody learns of others. */
  visibility: Visibility;
}

/** The references that mean the viewer: the person and all their groups. */
export function refsOf({ actor }: Viewer): string[] {
  return [actor.ref, ...(actor.groups ?? [])];
}
