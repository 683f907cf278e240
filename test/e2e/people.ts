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

/** The people of the portal: `auth.providers.demo.personas` in app-config.yaml. */
export const PEOPLE = {
  dana: { displayName: 'Dana Whitfield', role: 'Developer' },
  omar: { displayName: 'Omar Haddad', role: 'Service owner' },
  petra: { displayName: 'Petra Novak', role: 'On-call operator' },
  lee: { displayName: 'Lee Okafor', role: 'Leader' },
  ines: { displayName: 'Ines Moreau', role: 'Outsider' },
} as const;

/**
 * People of the other team, in the example catalogue. Only the tests sign in
 * as them, so that journeys of two teams run side by side.
 */
export const BILLING = {
  bea: { displayName: 'Bea Lindqvist', role: 'Developer' },
  otto: { displayName: 'Otto Brandt', role: 'Service owner' },
} as const;

export const EVERYONE = { ...PEOPLE, ...BILLING };

export type Person = keyof typeof EVERYONE;

/** The person behind an entity reference. */
export function personOf(ref: string): Person {
  const person = (Object.keys(EVERYONE) as Person[]).find(
    name => ref === `user:default/${name}`,
  );
  if (!person) throw new Error(`${ref} is none of the tests' people`);
  return person;
}
