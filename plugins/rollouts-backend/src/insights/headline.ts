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
  Figure,
  FigureId,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { told } from './told';

function counted(count: number, one: string, many: string): string {
  return count === 1 ? `1 ${one}` : `${count} ${many}`;
}

/** A period in a few sentences: what a leader asks first. */
export function headlineOf(figures: readonly Figure[]): string {
  const of = (id: FigureId) => figures.find(figure => figure.id === id);
  const failed = of('change-fail-rate');
  if (!failed || failed.value === null) {
    return 'No rollout exposed anybody in this period.';
  }
  const { value, sample, previous } = failed;
  const reversed = Math.round(value * sample);
  const outcome =
    reversed === 0
      ? 'none of them was taken back'
      : `${counted(reversed, 'was', 'were')} taken back (${told(
          'ratio',
          value,
        )})`;
  const exposed = counted(sample, 'rollout', 'rollouts');
  const recovery = of('recovery-time')?.value ?? null;
  return [
    `${exposed} exposed somebody; ${outcome}.`,
    previous.value !== null &&
      `In the period before it was ${told('ratio', previous.value)} of ${
        previous.sample
      }.`,
    recovery !== null &&
      `Half of the recoveries took ${told('duration', recovery)} at most.`,
  ]
    .filter(Boolean)
    .join(' ');
}
