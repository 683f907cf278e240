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
  Actor,
  Freeze,
  FreezeScope,
  FreezeTiming,
} from '@stagecraft/backstage-plugin-rollouts-common';

export interface FreezeRow {
  id: string;
  title: string;
  reason: string;
  contact: string;
  scope: FreezeScope;
  scope_key: string;
  timing: FreezeTiming;
  starts_at: Date | null;
  ends_at: Date | null;
  moved: Freeze['moved'];
  owner: Actor;
  stops_line: boolean;
  version: number;
  declared_at: Date;
  ended: Freeze['ended'];
  ended_at: Date | null;
}
