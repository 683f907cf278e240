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

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { grantLabel, mergeGrants } from './cluster/grants';
import { GRANTS } from './grants';

const ROLE = join(__dirname, '../../../deploy/kubernetes/rollouts-role.yaml');

const roleSchema = z.looseObject({
  kind: z.literal('Role'),
  rules: z.array(
    z.object({
      apiGroups: z.array(z.string()),
      resources: z.array(z.string()),
      verbs: z.array(z.string()),
    }),
  ),
});

function granted(): string[] {
  const documents = parseAllDocuments(readFileSync(ROLE, 'utf8'));
  const roles = documents.flatMap(
    document => roleSchema.safeParse(document.toJS()).data ?? [],
  );
  return roles
    .flatMap(role => role.rules)
    .flatMap(({ apiGroups, resources, verbs }) =>
      apiGroups.flatMap(group =>
        resources.flatMap(resource => {
          const [plural, subresource] = resource.split('/');
          const label = grantLabel({
            resource: { group, version: '', plural },
            subresource,
          });
          return verbs.map(verb => `${verb} ${label}`);
        }),
      ),
    )
    .sort();
}

it('is exactly what the role of a namespace grants', () => {
  const needed = mergeGrants([...GRANTS.values()].flat()).flatMap(grant =>
    grant.verbs.map(verb => `${verb} ${grantLabel(grant)}`),
  );
  expect(granted()).toEqual(needed.sort());
});
