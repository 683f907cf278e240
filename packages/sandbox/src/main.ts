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

import { createSandbox, Sandbox } from './sandbox';

function port(setting: string, fallback: number): number {
  const text = process.env[setting];
  if (!text) return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535) {
    throw new Error(`${setting} must be a port number, not "${text}".`);
  }
  return value;
}

function stop(sandbox: Sandbox): void {
  sandbox.stop().then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(`The sandbox did not stop cleanly: ${error}\n`);
      process.exit(1);
    },
  );
}

/** Also with its standard input, where that is held by what started it. */
function stopWhenAsked(sandbox: Sandbox): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => stop(sandbox));
  }
  if (process.env.STAGECRAFT_SANDBOX_LEASH) {
    process.stdin.resume().once('end', () => stop(sandbox));
  }
}

async function main(): Promise<void> {
  const stateFile = process.env.STAGECRAFT_SANDBOX_STATE;
  const sandbox = await createSandbox({
    port: port('STAGECRAFT_SANDBOX_PORT', 7010),
    gatewayPort: port('STAGECRAFT_SANDBOX_GATEWAY_PORT', 7011),
    seed: Number(process.env.STAGECRAFT_SANDBOX_SEED ?? 1),
    ...(stateFile && { stateFile }),
    log: message => process.stderr.write(`${message}\n`),
  });
  stopWhenAsked(sandbox);
  process.stdout.write(
    `Sandbox ready: API ${sandbox.url}, gateway ${sandbox.gatewayUrl}\n`,
  );
}

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exit(1);
});
