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
import { grantLabel, mergeGrants, type Grant } from './cluster/grants';
import { EVENT_GRANTS } from './events/KubernetesEvents';
import { GRANTS } from './grants';

const MANIFESTS = join(__dirname, '../../../deploy/kubernetes');

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

function granted(file: string): string[] {
  const text = readFileSync(join(MANIFESTS, file), 'utf8');
  const documents = parseAllDocuments(text);
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

function needed(grants: readonly Grant[]): string[] {
  return mergeGrants(grants)
    .flatMap(grant => grant.verbs.map(verb => `${verb} ${grantLabel(grant)}`))
    .sort();
}

it.each([
  ['rollouts-role.yaml', [...GRANTS.values()].flat()],
  ['rollouts-events-role.yaml', EVENT_GRANTS],
])('is exactly what %s grants', (file, grants) => {
  expect(granted(file)).toEqual(needed(grants));
});
