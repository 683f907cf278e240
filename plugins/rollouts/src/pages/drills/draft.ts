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
  BreachKind,
  DrillDraft,
  DrillScheduleDraft,
} from '@stagecraft/backstage-plugin-rollouts-common';

/** What is typed; empty texts are left out of what is sent. */
export interface DrillFields {
  service: string;
  playbook: string;
  breach: BreachKind;
  guardrail: string;
  environment: string;
  image: string;
  digest: string;
  commit: string;
  everyDays: string;
  hour: string;
  timeZone: string;
}

export function emptyFields(breach: BreachKind): DrillFields {
  return {
    service: '',
    playbook: '',
    breach,
    guardrail: '',
    environment: '',
    image: '',
    digest: '',
    commit: '',
    everyDays: '',
    hour: '9',
    timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}

/** Null while the service or the playbook is not picked. */
export function draftOf(fields: DrillFields): DrillDraft | null {
  const { service, playbook, breach, guardrail, environment } = fields;
  if (!service || !playbook) return null;
  const { image, digest, commit } = fields;
  const named = image.trim() || digest.trim() || commit.trim();
  return {
    service,
    playbook,
    breach,
    ...(guardrail && { guardrail }),
    ...(environment.trim() && { environment: environment.trim() }),
    ...(named && {
      artefacts: {
        images: [{ name: image.trim(), digest: digest.trim() }],
        commit: commit.trim(),
        authors: [],
      },
    }),
  };
}

export function scheduleOf(
  drill: DrillDraft,
  { everyDays, hour, timeZone }: DrillFields,
): DrillScheduleDraft {
  return {
    drill,
    everyDays: everyDays.trim() ? Number(everyDays) : null,
    hour: Number(hour),
    timeZone: timeZone.trim(),
  };
}
