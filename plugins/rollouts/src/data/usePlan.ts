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

import { useApi } from '@backstage/frontend-plugin-api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type {
  ExperimentDraft,
  PlanDraft,
  TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { rolloutsApiRef } from '../api';
import { useRead } from './read';
import { refusalOf } from './refusal';

/** What is wrong with a plan that is being written, and what it risks. */
export function usePlanCheck(service: string, plan: unknown, enabled = true) {
  return useRead(
    'checkPlan',
    { body: { service, plan } },
    { enabled, poll: () => false },
  );
}

/** Whether a target can be exposed and restored, before there are stages. */
export function usePreflight(service: string, target: TargetRef) {
  return useRead(
    'preflightTargets',
    { body: { service, targets: [target] } },
    { poll: () => false },
  );
}

/** Preflight of the targets, and the dry run of every stage. */
export function usePlanPreview(
  service: string,
  plan: PlanDraft | undefined,
  enabled = true,
) {
  return useRead('previewPlan', plan ? { body: { service, plan } } : {}, {
    enabled: enabled && plan !== undefined,
    poll: () => false,
  });
}

export interface Proposal {
  service: string;
  experiment: ExperimentDraft;
  plan: PlanDraft;
}

/**
 * Proposes an experiment with its first rollout. The key comes from the draft,
 * so that a repeat after a reload is still one.
 */
export function usePropose() {
  const api = useApi(rolloutsApiRef);
  const client = useQueryClient();
  const mutation = useMutation({
    mutationFn: (given: { body: Proposal; idempotencyKey: string }) =>
      api.call('propose', given),
    onSuccess: () => client.invalidateQueries(),
  });
  return {
    propose: mutation.mutateAsync,
    busy: mutation.isPending,
    refusal: mutation.error ? refusalOf(mutation.error) : undefined,
  };
}
