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

import { TableColumn } from '../registry';

const STEPS: readonly [seconds: number, unit: string][] = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'm'],
];

/** `47s`, `12m`, `5h`, `3d`: the largest unit that shows at least two of it. */
function humanAge(seconds: number): string {
  const step = STEPS.find(([size]) => seconds >= 2 * size);
  return step
    ? `${Math.floor(seconds / step[0])}${step[1]}`
    : `${Math.max(0, Math.floor(seconds))}s`;
}

/**
 * Age of the object. Custom resources of a real cluster answer the age too,
 * not the time.
 */
export const AGE: TableColumn = {
  name: 'Age',
  type: 'string',
  cell: object =>
    humanAge(
      (Date.now() - Date.parse(object.metadata.creationTimestamp)) / 1000,
    ),
};
