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

import type { IndexableDocument } from '@backstage/plugin-search-common';
import type {
  Hypothesis,
  Learning,
  OperationOutput,
  Operations,
  PlaybookView,
} from '@stagecraft/backstage-plugin-rollouts-common';

type ExperimentItem = OperationOutput<
  Operations['listExperiments']
>['items'][number];

/** As one reads it on an experiment's page. */
function sentence(hypothesis: Hypothesis): string {
  const { belief, audience, expectedOutcome, refutedBy } = hypothesis;
  return `We believe that ${belief} for ${audience} will lead to ${expectedOutcome}. We are wrong if ${refutedBy}.`;
}

function lines(...parts: (string | undefined | null)[]): string {
  return parts.filter(part => part).join('\n');
}

/** Whoever may read the experiment finds it. */
const guardedBy = (experimentId: string) => ({
  authorization: { resourceRef: `experiment:${experimentId}` },
});

export function experimentDocument(item: ExperimentItem): IndexableDocument {
  const { id, title, service, businessGoal, hypothesis } = item;
  return {
    title,
    text: lines(service, businessGoal, sentence(hypothesis)),
    location: `/rollouts/experiments/${encodeURIComponent(id)}`,
    ...guardedBy(id),
  };
}

export function learningDocument(learning: Learning): IndexableDocument {
  const { experimentId, title, service, hypothesis, conclusion } = learning;
  return {
    title: `${title}: ${conclusion.outcome}`,
    text: lines(
      conclusion.learning,
      conclusion.differently,
      service,
      sentence(hypothesis),
    ),
    location: `/rollouts/experiments/${encodeURIComponent(experimentId)}`,
    ...guardedBy(experimentId),
  };
}

/** Playbooks tell of no service: everybody finds them. */
export function playbookDocument(playbook: PlaybookView): IndexableDocument {
  const { id, title, purpose, roles, recoverySteps } = playbook;
  return {
    title,
    text: lines(
      purpose,
      ...roles.map(({ name, does }) => `${name}: ${does}`),
      ...recoverySteps,
    ),
    location: `/rollouts/playbooks/${encodeURIComponent(id)}`,
  };
}
