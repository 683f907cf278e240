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

import { formatValue } from '../format';

/**
 * A value on an axis. Ratios get as many decimals as it takes to tell the
 * axis's ends apart, which the usual one decimal may not.
 */
export function axisText(
  value: number,
  unit: string,
  [low, high]: readonly [number, number],
): string {
  if (unit !== 'ratio') return formatValue(value, unit);
  const span = (high - low) * 100;
  const decimals =
    span > 0 ? Math.min(6, Math.max(0, Math.ceil(1 - Math.log10(span)))) : 1;
  return `${(value * 100).toFixed(decimals)}\u00a0%`;
}
