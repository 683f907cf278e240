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

import type { HumanDuration } from '@backstage/types';

export interface Config {
  rollouts?: {
    prometheus?: {
      /** Each is a metrics provider of its own. */
      servers?: Array<{
        /** What metric definitions call it as their provider. Default: prometheus. */
        id?: string;
        /** What stands before `/api/v1`. */
        url: string;
        /**
         * A bearer token.
         * @visibility secret
         */
        token?: string;
        /** For basic authentication, with `password`. */
        username?: string;
        /**
         * For basic authentication, with `username`.
         * @visibility secret
         */
        password?: string;
        /** PEM in base64, of who signed its certificate. */
        caData?: string;
        /** The same as the path of a PEM file. */
        caFile?: string;
        /** Trusts any certificate. */
        skipTLSVerify?: boolean;
        /** Of one query. Default: 5 s. */
        deadline?: HumanDuration | string;
        /** Metric definitions that ship with the module. */
        presets?: Array<{
          /** Who measures. */
          source:
            | 'istio'
            | 'istio-services'
            | 'istio-workloads'
            | 'envoy-gateway'
            | 'opentelemetry';
          /** Before each definition's name. Default: none. */
          prefix?: string;
          /** What a sample covers, in whole seconds. Default: 60 s. */
          window?: HumanDuration | string;
        }>;
      }>;
    };
  };
}
