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

import type {
  PlaybookView,
  ServiceView,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { withTemplate } from './edits';
import { BLANK, type Form } from './form';
import { templateOf } from './template';

/** A first request, prefilled with what the page's address names. */
export function initialForm(given: {
  viewer: string;
  services: readonly ServiceView[];
  playbooks: readonly PlaybookView[];
  service: string;
  playbook: string;
  now: number;
}): Form {
  const service = given.services.find(({ ref }) => ref === given.service);
  const playbook =
    given.playbooks.find(({ id }) => id === given.playbook) ??
    (given.playbooks.length === 1 ? given.playbooks[0] : undefined);
  const targets = service?.targets ?? [];
  const form: Form = {
    ...BLANK,
    service: service?.ref ?? '',
    plan: {
      ...BLANK.plan,
      targets: targets.length === 1 ? targets : [],
      artefacts: { ...BLANK.plan.artefacts, authors: [given.viewer] },
    },
  };
  return playbook
    ? withTemplate(form, templateOf(playbook, given.now, false))
    : form;
}
