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

import { parseEntityRef } from '@backstage/catalog-model';
import { useRead } from './read';

/** Services with a target, and whether the viewer may request a rollout. */
export function useServices() {
  return useRead('listServices', {});
}

/** One service, by its full entity reference. */
export function useService(ref: string) {
  return useRead('getService', { params: parseEntityRef(ref) });
}

/** What a rollout of a service could move, as its clusters tell, too. */
export function useTargets(ref: string) {
  return useRead(
    'findTargets',
    { params: parseEntityRef(ref) },
    { poll: () => false },
  );
}
