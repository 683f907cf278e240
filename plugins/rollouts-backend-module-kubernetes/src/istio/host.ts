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

/**
 * A destination's host as Istio reads it in an object of `namespace`: a name
 * without dots is a Service of that namespace.
 */
export function fullHost(host: string, namespace: string): string {
  const name = host.toLowerCase();
  return name.includes('.') ? name : `${name}.${namespace}.svc.cluster.local`;
}

const SERVICE = /^([^.]+)\.([^.]+)\.svc(\.|$)/;

/** The Service behind a host; undefined for what lies outside the cluster. */
export function serviceOf(
  host: string,
  namespace: string,
): { name: string; namespace: string } | undefined {
  const parts = SERVICE.exec(fullHost(host, namespace));
  return parts ? { name: parts[1], namespace: parts[2] } : undefined;
}
