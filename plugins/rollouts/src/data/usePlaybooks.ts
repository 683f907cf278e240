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

import { POLL_IDLE, useRead } from './read';

/** Playbooks in their newest version, and how they fared. */
export function usePlaybooks() {
  return useRead('listPlaybooks', {}, { poll: () => POLL_IDLE });
}

/** One playbook, in its newest version unless one is named. */
export function usePlaybook(id: string, version?: number) {
  return useRead('getPlaybook', {
    params: { id },
    query: version === undefined ? {} : { version },
  });
}
