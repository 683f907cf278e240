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

import { lazy, Suspense } from 'react';

const Badge = lazy(() =>
  import('./HarmBadge')
    .then(module => ({ default: module.HarmBadge }))
    // The portal goes on where this can't be loaded.
    .catch(() => ({ default: () => null })),
);

/**
 * Harm that concerns the viewer, in a corner of every page of the portal until
 * they say that they have seen it. For the root of an app, inside its router.
 */
export function RolloutsHarmBadge() {
  return (
    <Suspense fallback={null}>
      <Badge />
    </Suspense>
  );
}
