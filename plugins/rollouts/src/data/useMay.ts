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

import { useRead } from './read';

const MINUTES_5 = 300_000;

/** A permission, by its name. */
export interface Named {
  name: string;
}

/**
 * Whether the viewer has a permission, if only for some rollouts; undefined
 * until it is known. Where it can't be known everything is shown, and what is
 * opened says itself why it is closed.
 */
export function useMay(): (permission: Named) => boolean | undefined {
  const { data, failure } = useRead('getViewer', {}, { poll: () => MINUTES_5 });
  return ({ name }) => (failure ? true : data?.permissions.includes(name));
}
