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
  firstStampOperations,
  guardOperations,
  isFence,
  isFencedAbove,
  staleFence,
  type Metadata,
  type Stamp,
} from './fence';
import type { Step } from './writeForward';

/**
 * What a capture does to an object: it stamps the first fence, once, and never
 * under a higher one.
 *
 * @param baseline - read from the live object; throws to stop
 * @param more - a driver's own annotations, once the baseline was read
 * @throws DriverError `stale-fence`
 */
export function captureStep<R>(
  metadata: Metadata,
  stamp: Stamp,
  baseline: () => R,
  more: () => Stamp['more'] = () => stamp.more,
): Step<R> {
  if (isFencedAbove(metadata, stamp.fence)) {
    throw staleFence(metadata, stamp.fence);
  }
  const result = baseline();
  if (isFence(metadata, stamp.fence)) return { kind: 'done', result };
  return {
    kind: 'write',
    result,
    operations: [
      ...guardOperations(metadata),
      ...firstStampOperations(metadata, { ...stamp, more: more() }),
    ],
  };
}
