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

import { Failure } from './failure.mjs';

export function say(line) {
  process.stdout.write(`${line}\n`);
}

export function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

/** Shows what went wrong: a failure as its lines, anything else with its stack. */
export function complain(error) {
  const text = error instanceof Failure ? error.message : error?.stack ?? error;
  process.stderr.write(`\n${text}\n`);
}

/**
 * Runs a script's main function; what it throws is shown and ends the process
 * with exit code 1.
 */
export async function main(run) {
  try {
    process.exitCode = (await run()) ?? 0;
  } catch (error) {
    complain(error);
    process.exitCode = 1;
  }
}
