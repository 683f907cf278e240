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

import type { Config } from '@backstage/config';
import { KubeConfig } from '@kubernetes/client-node';
import type { AddedCluster } from '@stagecraft/backstage-plugin-rollouts-node';
import { existsSync } from 'node:fs';
import type { Access } from './KubernetesApi';

/** A cluster that can be used, or why it can't. */
export type ConfiguredCluster =
  | ({ name: string } & Access)
  | { name: string; refusal: string };

const IN_CLUSTER_TOKEN = '/var/run/secrets/kubernetes.io/serviceaccount/token';
const PROVIDER_KEY = 'kubernetes.io/auth-provider';
const TOKEN_KEY = 'serviceAccountToken';
const CLIENT_SIDE = ['aks', 'google', 'oidc'];
/** Had by the Kubernetes plugin itself, in ways that are not offered here. */
const SERVER_SIDE = ['aws', 'azure', 'googleServiceAccount'];
const REMEDY = 'give it authProvider serviceAccount with a serviceAccountToken';

interface Environment {
  inCluster: boolean;
}

const currentEnvironment = (): Environment => ({
  inCluster: existsSync(IN_CLUSTER_TOKEN),
});

function fromToken(name: string, cluster: Config, token: string): KubeConfig {
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromClusterAndUser(
    {
      name,
      server: cluster.getString('url'),
      skipTLSVerify: cluster.getOptionalBoolean('skipTLSVerify') ?? false,
      caData: cluster.getOptionalString('caData'),
      caFile: cluster.getOptionalString('caFile'),
    },
    { name: 'stagecraft', token },
  );
  return kubeConfig;
}

function fromPod(): KubeConfig {
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromCluster();
  return kubeConfig;
}

function fromKubectlProxy(name: string, url: string): KubeConfig {
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromClusterAndUser(
    { name, server: url, skipTLSVerify: true },
    { name: 'kubectl-proxy' },
  );
  return kubeConfig;
}

function checked(name: string, kubeConfig: KubeConfig): ConfiguredCluster {
  const cluster = kubeConfig.getCurrentCluster();
  if (!cluster || !/^https?:\/\//.test(cluster.server)) {
    return {
      name,
      refusal: `Cluster ${name} has no URL that starts with http:// or https://.`,
    };
  }
  if (cluster.server.startsWith('http:') && !cluster.skipTLSVerify) {
    return {
      name,
      refusal: `Cluster ${name} is reached by plain http, which sends the token unprotected: use https, or set skipTLSVerify: true where that is acceptable.`,
    };
  }
  return { name, kubeConfig };
}

function fromEntry(
  cluster: Config,
  environment: Environment,
): ConfiguredCluster {
  const name = cluster.getString('name');
  const metadata = cluster.getOptional<Record<string, string>>('authMetadata');
  const provider =
    cluster.getOptionalString('authProvider') ?? metadata?.[PROVIDER_KEY] ?? '';
  if (CLIENT_SIDE.includes(provider)) {
    return {
      name,
      refusal: `Cluster ${name} uses the client-side auth provider ${provider}, which needs a signed-in user, and rollbacks run without one: ${REMEDY}.`,
    };
  }
  if (provider === 'localKubectlProxy') {
    const url = cluster.getOptionalString('url') ?? 'http://127.0.0.1:8001';
    return checked(name, fromKubectlProxy(name, url));
  }
  if (provider !== 'serviceAccount') {
    return {
      name,
      refusal: `Cluster ${name} uses the auth provider ${
        provider || '(none)'
      }, which Stagecraft can't use: ${REMEDY}${
        SERVER_SIDE.includes(provider)
          ? ', or add it by a module with kubernetesClustersExtensionPoint'
          : ''
      }.`,
    };
  }
  const token =
    cluster.getOptionalString('serviceAccountToken') ?? metadata?.[TOKEN_KEY];
  if (token) return checked(name, fromToken(name, cluster, token));
  if (environment.inCluster) return checked(name, fromPod());
  return {
    name,
    refusal: `Cluster ${name} has no serviceAccountToken, and the portal does not run inside a cluster: set kubernetes.clusterLocatorMethods[].clusters[].serviceAccountToken.`,
  };
}

function fromLocator(
  locator: Config,
  environment: Environment,
): ConfiguredCluster[] {
  switch (locator.getString('type')) {
    case 'config':
      return (locator.getOptionalConfigArray('clusters') ?? []).map(cluster =>
        fromEntry(cluster, environment),
      );
    case 'localKubectlProxy':
      return [
        checked('local', fromKubectlProxy('local', 'http://127.0.0.1:8001')),
      ];
    default:
      return [];
  }
}

function fromKubeconfigFile(path: string): ConfiguredCluster[] {
  const file = new KubeConfig();
  file.loadFromFile(path);
  return file.contexts.map(({ name }) => {
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromOptions({
      clusters: file.clusters,
      users: file.users,
      contexts: file.contexts,
      currentContext: name,
    });
    return checked(name, kubeConfig);
  });
}

/** A cluster that a module gives access to, checked like a configured one. */
export function readAdded(added: AddedCluster): ConfiguredCluster {
  const { name, url, caData, caFile, skipTLSVerify = false } = added;
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromClusterAndUser(
    { name, server: url, caData, caFile, skipTLSVerify },
    { name: 'stagecraft' },
  );
  const cluster = checked(name, kubeConfig);
  return 'refusal' in cluster
    ? cluster
    : { ...cluster, token: () => added.token() };
}

/**
 * The clusters of the portal's `kubernetes` configuration, then those of the
 * kubeconfig named by `rollouts.kubernetes.kubeconfig`, one a context. The
 * first with a name wins.
 */
export function readClusters(
  config: Config,
  environment = currentEnvironment(),
): Map<string, ConfiguredCluster> {
  const locators =
    config.getOptionalConfigArray('kubernetes.clusterLocatorMethods') ?? [];
  const path = config.getOptionalString('rollouts.kubernetes.kubeconfig');
  const found = [
    ...locators.flatMap(locator => fromLocator(locator, environment)),
    ...(path ? fromKubeconfigFile(path) : []),
  ];
  return new Map(found.reverse().map(cluster => [cluster.name, cluster]));
}
