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
  /** The Kubernetes plugin's own configuration; read here too. */
  kubernetes?: {
    clusterLocatorMethods?: Array<{
      /**
       * Read from `config` and `localKubectlProxy`; other types are left to
       * the Kubernetes plugin.
       */
      type?: string;
      clusters?: Array<{
        name?: string;
        url?: string;
        /** `serviceAccount` or `localKubectlProxy`; others need a user. */
        authProvider?: string;
        /**
         * Of the account that `deploy/kubernetes` grants its roles. Without
         * it, inside a cluster, the pod's own account is used.
         * @visibility secret
         */
        serviceAccountToken?: string;
        /** Needed for plain http. */
        skipTLSVerify?: boolean;
        /** PEM in base64. */
        caData?: string;
        caFile?: string;
      }>;
    }>;
  };
  rollouts?: {
    /** The way back of what is exposed, kept in the clusters. */
    capsules?: {
      /** Whether they are kept; nothing is exposed without. Default: true. */
      enabled?: boolean;
      /** Where, in every cluster. Default: stagecraft. */
      namespace?: string;
      /** Path of the Ed25519 key that signs them, PKCS#8 in PEM. */
      privateKeyFile?: string;
      /**
       * The key itself, in its place.
       * @visibility secret
       */
      privateKey?: string;
    };
    kubernetes?: {
      /** Path of a kubeconfig, for development; each context is a cluster. */
      kubeconfig?: string;
      /** Of one call to a cluster. Default: 10 s. */
      deadline?: HumanDuration | string;
      /** Calls under way at a time to one cluster. Default: 16 each. */
      concurrency?: {
        forward?: number;
        observe?: number;
        restore?: number;
      };
      /** Decisions as Kubernetes Events on the targets' objects. */
      events?: {
        /**
         * Whether they are written; the account then needs
         * `deploy/kubernetes/rollouts-events-role.yaml` too. Default: false.
         */
        enabled?: boolean;
      };
      /** Limits of single clusters, in place of those above. */
      clusters?: Array<{
        /** As targets call it. */
        name?: string;
        deadline?: HumanDuration | string;
        concurrency?: {
          forward?: number;
          observe?: number;
          restore?: number;
        };
      }>;
    };
  };
}
