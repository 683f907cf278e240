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

import { slugSchema } from '@stagecraft/backstage-plugin-rollouts-common';
import type {
  PoliciesExtensionPoint,
  PolicyPlan,
  RolloutPolicy,
} from '@stagecraft/backstage-plugin-rollouts-node';
import { POLICIES } from './evaluate';
import type { Policy } from './policy';

/** Names of what is judged elsewhere, or gone past as if it were a policy. */
const TAKEN: readonly string[] = ['required-preflights', 'freeze'];

/** The policies that modules add. */
export class AddedPolicies implements PoliciesExtensionPoint {
  readonly policies: Policy[] = [];

  addPolicy<K extends keyof PolicyPlan>(policy: RolloutPolicy<K>): void {
    const { name } = policy;
    if (!slugSchema.safeParse(name).success) {
      throw new Error(
        `"${name}" can't name a policy: use lower case letters, digits and dashes`,
      );
    }
    if (policy.title.trim() === '') {
      throw new Error(`The policy ${name} needs a title that people can read`);
    }
    const names = [...POLICIES, ...this.policies].map(other => other.name);
    if (names.includes(name) || TAKEN.includes(name)) {
      throw new Error(
        `There is a policy ${name} already: give yours another name`,
      );
    }
    this.policies.push(policy);
  }
}
