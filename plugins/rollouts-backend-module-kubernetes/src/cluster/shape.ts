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

import { DriverError } from '@stagecraft/backstage-plugin-rollouts-node';
import type { z } from 'zod';

/** What a cluster answered, checked. @throws DriverError `invalid`. */
export function shaped<T>(
  schema: z.ZodType<T>,
  value: unknown,
  what: string,
): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new DriverError(
    'invalid',
    `${what} does not read as expected at ${
      issue.path.join('.') || 'its root'
    }: ${
      issue.message
    }. Check that the cluster serves the version this module drives.`,
    result.error,
  );
}
