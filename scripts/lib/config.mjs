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

import { ConfigSources } from '@backstage/config-loader';
import { Failure } from './failure.mjs';
import { root } from './paths.mjs';

/**
 * The configuration as the backend will read it: app-config.yaml,
 * app-config.local.yaml, `--config` arguments and the environment.
 */
export async function loadConfig(argv = process.argv.slice(2)) {
  const source = ConfigSources.default({ rootDir: root, argv, watch: false });
  try {
    const config = await ConfigSources.toConfig(source);
    config.close();
    return config;
  } catch (error) {
    throw new Failure('The configuration cannot be read.', error.message);
  }
}
