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

import type { Figure } from '@stagecraft/backstage-plugin-rollouts-common';
import {
  formatCount,
  formatDuration,
  formatSeconds,
  formatValue,
} from '../../kit';
import type { useText } from '../../translation/useText';

/** A value of a figure with its unit. */
export function figureText(
  kind: Figure['kind'],
  value: number | null,
  t: ReturnType<typeof useText>,
): string {
  if (value === null) return t('insights.nothing');
  switch (kind) {
    case 'duration':
      return value < 60 ? formatSeconds(value) : formatDuration(value);
    case 'ratio':
      return formatValue(value, 'ratio');
    case 'rate':
      return t('insights.perWeek', { value: value.toFixed(1) });
    default:
      return formatCount(value);
  }
}
