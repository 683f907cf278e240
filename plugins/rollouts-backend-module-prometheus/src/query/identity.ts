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

import { InputError } from '@backstage/errors';
import type { MeteredService } from '@stagecraft/backstage-plugin-rollouts-node';
import {
  VARIANTS,
  type Variant,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { oneOf } from './promql';

/**
 * Labels that tell whose and which version's a series is, with their values:
 * text in which `{field}` stands for what is known of the service.
 */
export type Identity = Readonly<Record<string, string>>;

/** What `{field}` may name, with what it stands for. */
export const FIELDS = [
  /** The cluster, as the portal names it. */
  'cluster',
  'namespace',
  /** Of the target's object. */
  'name',
  /** Of the object what is moved: a flag's key, a virtual service's host. */
  'part',
  /** The first label of the part's host name; without a part, the name. */
  'host',
  /** Of the version: a Service, subset, Deployment or flag variant. */
  'backend',
  /** 0 for the baseline, 1 for the new version. */
  'position',
] as const;
type Field = (typeof FIELDS)[number];

export function isField(name: string): name is Field {
  return FIELDS.some(field => field === name);
}

const PLACEHOLDER = /\{([a-z]+)\}/g;

/** The fields that a value names; may hold names of no field. */
export function fieldsIn(value: string): string[] {
  return [...value.matchAll(PLACEHOLDER)].map(([, field]) => field ?? '');
}

/** Whether a value of this label differs between the two versions. */
export function tellsVariants(value: string): boolean {
  return fieldsIn(value).some(
    field => field === 'backend' || field === 'position',
  );
}

function known(
  service: MeteredService,
  variant: Variant,
): Record<Field, string | undefined> {
  const { cluster, namespace, name, part, backends } = service;
  return {
    cluster,
    namespace,
    name,
    part,
    host: part?.split('.')[0] ?? name,
    backend: backends[variant],
    position: String(VARIANTS.indexOf(variant)),
  };
}

function valuesOf(
  identity: Identity,
  service: MeteredService,
  variant: Variant,
): Record<string, string> {
  const fields: Record<string, string | undefined> = known(service, variant);
  return Object.fromEntries(
    Object.entries(identity).map(([label, value]) => [
      label,
      value.replace(PLACEHOLDER, (_, field: string) => {
        const found = fields[field];
        if (found === undefined) {
          throw new InputError(
            `The metric tells services apart by {${field}} in the label ${label}, and ${service.ref} has none: give its target a ${field}, or use a metric without it`,
          );
        }
        return found;
      }),
    ]),
  );
}

/** One version of one service, as its series are labelled. */
export interface Identified {
  service: MeteredService;
  variant: Variant;
  labels: Record<string, string>;
}

/** Both versions of all services. */
export function identified(
  identity: Identity,
  services: readonly MeteredService[],
): Identified[] {
  return services.flatMap(service =>
    VARIANTS.map(variant => ({
      service,
      variant,
      labels: valuesOf(identity, service, variant),
    })),
  );
}

/**
 * Matchers that let through the series of all of them. What else they let
 * through, such as one namespace with another's backend, is left out of the
 * answer by `keyOf`.
 */
export function matchers(
  identity: Identity,
  all: readonly Identified[],
): string {
  return Object.keys(identity)
    .map(label =>
      oneOf(
        label,
        all.map(({ labels }) => labels[label] ?? ''),
      ),
    )
    .join(',');
}

/** What series and versions are told apart by. */
export function keyOf(
  identity: Identity,
  labels: Readonly<Record<string, string>>,
): string {
  return JSON.stringify(
    Object.keys(identity).map(label => labels[label] ?? ''),
  );
}
