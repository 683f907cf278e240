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

import type { RuleView, ServiceView } from '@stagecraft/sandbox';

export interface RouteSplit {
  key: string;
  /** The requests the rule is for. */
  requests: string;
  /** Of the new version, 0 to 1; null when the rule sends nothing anywhere. */
  share: number | null;
}

function requestsOf({ headers }: RuleView, alone: boolean): string {
  const wanted = Object.entries(headers).map(
    ([name, value]) => `${name}: ${value}`,
  );
  if (wanted.length > 0) return `requests with ${wanted.join(' and ')}`;
  return alone ? 'all requests' : 'all other requests';
}

/** What each rule of a service's route gives the new version. */
export function routeSplits(service: ServiceView): RouteSplit[] {
  const rules = service.route?.rules ?? [];
  const fresh = service.versions.find(({ variant }) => variant === 'new');
  return rules.map((rule, index) => {
    const total = rule.backends.reduce((sum, { weight }) => sum + weight, 0);
    const weight = rule.backends
      .filter(({ name }) => name === fresh?.name)
      .reduce((sum, each) => sum + each.weight, 0);
    return {
      key: rule.name ?? String(index),
      requests: requestsOf(rule, rules.length === 1),
      share: total > 0 ? weight / total : null,
    };
  });
}
