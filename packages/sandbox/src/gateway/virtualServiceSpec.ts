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

import { KubeObject } from '../kubernetes/object';

/** VirtualService specs as they are stored: validated. */
export interface VirtualServiceSpec {
  hosts?: string[];
  http?: HttpEntry[];
}

export interface HttpEntry {
  name?: string;
  match?: HttpMatch[];
  route?: WeightedDestination[];
  timeout?: string;
}

export interface WeightedDestination {
  destination: { host: string; subset?: string };
  weight?: number;
}

export interface StringMatch {
  exact?: string;
  prefix?: string;
  regex?: string;
}

export interface HttpMatch {
  uri?: StringMatch;
  ignoreUriCase?: boolean;
  method?: StringMatch;
  authority?: StringMatch;
  headers?: { [name: string]: StringMatch };
  withoutHeaders?: { [name: string]: StringMatch };
  queryParams?: { [name: string]: StringMatch };
}

/** Its schema was checked when it was written. */
export function virtualServiceSpec(service: KubeObject): VirtualServiceSpec {
  return (service.spec ?? {}) as VirtualServiceSpec;
}

/** The Service that a host names, by its short or its full name. */
export function serviceOf(
  host: string,
  namespace: string,
): { namespace: string; name: string } {
  const [name, ...rest] = host.split('.');
  const isLocal = rest.length === 0;
  return { namespace: isLocal ? namespace : rest[0], name };
}
