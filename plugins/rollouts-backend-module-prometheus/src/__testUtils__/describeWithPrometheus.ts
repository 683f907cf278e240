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

/* eslint-disable jest/no-export, jest/valid-title -- cases of other files */
/* eslint-disable jest/valid-describe-callback, jest/no-disabled-tests */

import { existsSync } from 'node:fs';
import { PROMETHEUS_BINARY } from './RealPrometheus';

const MISSING = existsSync(PROMETHEUS_BINARY)
  ? null
  : `${PROMETHEUS_BINARY} is not there: install Debian's package prometheus, or name another in STAGECRAFT_PROMETHEUS`;

/**
 * Cases before a real Prometheus. Where none is installed they are skipped,
 * but on CI they fail.
 */
export function describeWithPrometheus(name: string, cases: () => void): void {
  if (MISSING === null) {
    describe(name, cases);
    return;
  }
  if (!process.env.CI) process.stderr.write(`Skipped: ${MISSING}\n`);
  const declare = process.env.CI ? it : it.skip;
  describe(name, () => {
    declare(MISSING, () => {
      throw new Error('It is needed here');
    });
  });
}
