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

/** Clients of clouds and caches that Backstage loads in any case. */
const CLIENTS =
  '^(@azure/(identity|storage-blob)|@aws-sdk/.+|@google-cloud/storage|@keyv/(memcache|redis|valkey)|iovalkey)$';

// Backstage's configuration of Jest for all packages, with a runtime of ours.
module.exports = require('@backstage/cli/config/jest').then(
  ({ projects, ...config }) => ({
    ...config,
    projects: projects.map(project => ({
      ...project,
      runtime: require.resolve('./SharedCodeRuntime.cjs'),
      moduleNameMapper: {
        ...project.moduleNameMapper,
        [CLIENTS]: require.resolve('./unusedClients.cjs'),
      },
    })),
  }),
);
