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

import {
  nameOfRef,
  type FreezeScope,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Text } from '../../../translation/useText';

/** What a scope takes in, in words. */
export function scopeText(scope: FreezeScope, t: Text): string {
  if (scope.kind === 'all') return t('freezes.scope.everything');
  const name = 'ref' in scope ? nameOfRef(scope.ref) : scope.name;
  return t(`freezes.scope.of.${scope.kind}`, { name });
}
