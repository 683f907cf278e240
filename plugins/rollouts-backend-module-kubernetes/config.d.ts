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

export interface Config {
  kubernetes?: {
    /**
     * The clusters whose targets can be exposed: those that the Kubernetes
     * plugin is configured with. Locators other than `config` are passed over.
     */
    clusterLocatorMethods?: Array<{
      type: string;
      clusters?: Array<{
        /** The name that targets call the cluster by. */
        name: string;
        title?: string;
        /** The URL of its API server. */
        url: string;
        /** Only `serviceAccount` works without a person's own token. */
        authProvider?: string;
        /** @visibility secret */
        serviceAccountToken?: string;
        /** The API server's certificate authority, base64 of PEM. */
        caData?: string;
        /** The path of a file with the certificate authority. */
        caFile?: string;
        skipTLSVerify?: boolean;
      }>;
    }>;
  };
}
