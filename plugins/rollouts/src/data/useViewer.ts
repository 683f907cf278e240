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

import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';

function useIdentity() {
  const identity = useApi(identityApiRef);
  return useQuery({
    queryKey: ['viewer'],
    queryFn: () => identity.getBackstageIdentity(),
    staleTime: Infinity,
  }).data;
}

/** The viewer's entity reference; undefined until it is known. */
export function useViewer(): string | undefined {
  return useIdentity()?.userEntityRef;
}

/** The viewer and the groups they act for; undefined until known. */
export function useViewerRefs(): readonly string[] | undefined {
  const identity = useIdentity();
  return identity && [identity.userEntityRef, ...identity.ownershipEntityRefs];
}
