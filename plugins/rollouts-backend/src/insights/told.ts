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
  formatDuration,
  formatRatio,
  type Figure,
} from '@stagecraft/backstage-plugin-rollouts-common';

function toldSeconds(seconds: number): string {
  if (seconds < 0.95) return `${Math.round(seconds * 1000)} ms`;
  return seconds < 60 ? `${seconds.toFixed(1)} s` : formatDuration(seconds);
}

/** A value of a figure with its unit. */
export function told(kind: Figure['kind'], value: number | null): string {
  if (value === null) return 'nothing measured';
  switch (kind) {
    case 'duration':
      return toldSeconds(value);
    case 'ratio':
      return formatRatio(value);
    case 'rate':
      return `${value.toFixed(1)} a week`;
    default:
      return String(value);
  }
}
