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
/** Targets of one kind in one namespace, as what has to be allowed there. */
export interface ClusterNeed {
  kind: string;
  namespace: string;
}

/** What Stagecraft may not do in a namespace, though its targets need it. */
export interface NamespacePermissions {
  namespace: string;
  /** A sentence each: which verb on which resource. */
  missing: string[];
  /** Why it could not be asked; null when it was. */
  trouble: string | null;
}

/** How a cluster is, asked now. */
export interface ClusterHealth {
  /**
   * `unusable`: by its configuration, nothing here can reach it without a
   * signed-in user.
   */
  state: 'reachable' | 'unreachable' | 'unusable';
  /** Why it is not reachable, with the remedy. */
  trouble: string | null;
  /** Of its API server, such as `v1.33.0`. */
  version: string | null;
  /** The UID of namespace kube-system. */
  uid: string | null;
  /** The last call that was answered, by this replica; whatever it was for. */
  lastCall: { at: Date; milliseconds: number } | null;
  permissions: NamespacePermissions[];
}

/** Clusters that a module's drivers reach. */
export interface ClusterSource {
  /** Every configured cluster, also those that can't be used. */
  names(): string[];
  /** Never throws for what a cluster does; aborted, it is unreachable. */
  health(
    name: string,
    needs: readonly ClusterNeed[],
    signal: AbortSignal,
  ): Promise<ClusterHealth>;
}

/** A cluster that a module gives access to. */
export interface AddedCluster {
  /** What targets call it. One of the configuration with that name wins. */
  name: string;
  /** Of its API server, `https://…`. */
  url: string;
  /** PEM in base64. */
  caData?: string;
  caFile?: string;
  skipTLSVerify?: boolean;
  /**
   * A bearer token that is good now, had without a signed-in user; asked for
   * before every call, so keep it until it is about to expire.
   */
  token(): Promise<string>;
}
