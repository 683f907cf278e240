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

/** A portal of its own, as in production. */
export interface World {
  /** Where pages and API are. */
  baseUrl: string;
  /** Where the sandbox's Kubernetes API, control and metrics are. */
  sandboxUrl: string;
  /** How to reach the database with node-postgres. */
  database: { host: string; port: number; user: string; password: string };
  /** Ends the backend, with `SIGKILL` as in a crash. */
  stopBackend(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** Starts the backend again, and waits until it answers. */
  startBackend(): Promise<void>;
  /** Ends everything and removes its data. */
  stop(): Promise<void>;
}

/**
 * @param options.logs - the folder for the logs of sandbox and backend
 * @param options.env - further environment of the backend, for example
 *   `APP_CONFIG_…`
 * @param options.personas - people to sign in as, besides those of
 *   app-config.yaml
 * @param options.pages - whether the pages are built and served
 * @param options.sandbox - whether there is one
 * @param options.postgres - settings of PostgreSQL
 */
export function startWorld(options: {
  logs: string;
  env?: Record<string, string>;
  personas?: readonly {
    name: string;
    displayName: string;
    role: string;
    can: string;
  }[];
  pages?: boolean;
  sandbox?: boolean;
  postgres?: Readonly<Record<string, string>>;
}): Promise<World>;
