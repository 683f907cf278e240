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

import {
  formatShare,
  type PreflightResult,
  type TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { fail, pass, warn } from '../../preflight/result';
import {
  FULL_SHARE,
  isExact,
  LADDER_REMEDY,
  ladderTroubles,
  rungsOf,
} from '../ladder';
import { controllerTroubles } from '../observe';
import {
  isRouted,
  replicasOf,
  statusOf,
  stepIndexOf,
  type ArgoRollout,
} from '../rollout';
import { exposedShare } from '../share';

/** Whether it is a canary over the target's two Services. */
export function pairCheck(
  rollout: ArgoRollout,
  { backends }: TargetRef,
): PreflightResult {
  const canary = rollout.spec.strategy?.canary;
  if (!canary) {
    return fail(
      'pair',
      `${rollout.metadata.name} has no canary strategy.`,
      'Give it spec.strategy.canary with stableService, canaryService and steps; blue-green has no steps to open.',
    );
  }
  const { stableService, canaryService } = canary;
  return stableService === backends.baseline && canaryService === backends.new
    ? pass(
        'pair',
        `Its stable version is behind ${stableService}, the next behind ${canaryService}.`,
      )
    : fail(
        'pair',
        `Its stableService is ${
          stableService ?? 'not set'
        } and its canaryService ${canaryService ?? 'not set'}.`,
        `Set them to ${backends.baseline} and ${backends.new}, or name the Services it has.`,
      );
}

/** Whether its steps are one governed exposure after the other. */
export function stepsCheck(rollout: ArgoRollout): PreflightResult {
  const troubles = ladderTroubles(rollout);
  if (troubles.length > 0) {
    return fail('steps', `${troubles.join('. ')}.`, LADDER_REMEDY);
  }
  const rungs = rungsOf(rollout);
  const evidence = `It holds at ${rungs
    .map(({ share }) => formatShare(share))
    .join(', ')}.`;
  return rungs.some(({ share }) => share === FULL_SHARE)
    ? pass('steps', evidence)
    : warn(
        'steps',
        evidence,
        'Add a last pair of setWeight: 100 and pause: {}: without it no stage can expose everyone while the old version stays warm.',
      );
}

/** Whether an update waits at its first step, with nobody exposed. */
export function heldCheck(rollout: ArgoRollout): PreflightResult {
  const status = statusOf(rollout);
  const { stableRS: stable, currentPodHash: current } = status;
  const start =
    'Put the new template into it, with setWeight: 0 and pause: {} as its first two steps.';
  if (!stable || !current || stable === current) {
    return fail('held', 'No update is under way: it runs one version.', start);
  }
  if (status.abort) {
    return fail(
      'held',
      'Its update was aborted.',
      'Undo the template and start the update anew, or retry it: kubectl argo rollouts retry.',
    );
  }
  if (status.promoteFull || rollout.spec.paused) {
    return fail(
      'held',
      status.promoteFull
        ? 'It is being promoted in full.'
        : 'It is paused by spec.paused, so that its controller moves nothing.',
      'Let the update start anew with spec.paused false; its first step holds it.',
    );
  }
  const share = exposedShare(rollout);
  if (share > 0) {
    return fail(
      'held',
      `The new version already gets ${formatShare(share)}.`,
      'Abort it and start the update anew: its first step holds at setWeight: 0.',
    );
  }
  return stepIndexOf(rollout) === 1 && status.pauseConditions?.length
    ? pass('held', 'The update waits at its first step, with nobody exposed.')
    : fail(
        'held',
        'The update does not wait at its first pause.',
        'Wait until the controller has come to it, or start the update anew.',
      );
}

export function controllerCheck(rollout: ArgoRollout): PreflightResult {
  const troubles = controllerTroubles(rollout);
  return troubles.length
    ? fail(
        'controller',
        `${troubles.join('. ')}.`,
        'Wait until the Argo Rollouts controller has taken it, or mend what it names.',
      )
    : pass('controller', 'Its controller has taken it as it is now.');
}

/** What splits the requests, and how exactly. */
export function routerCheck(rollout: ArgoRollout): PreflightResult {
  const canary = rollout.spec.strategy?.canary;
  if (isRouted(rollout)) {
    const [router] = Object.keys(canary?.trafficRouting ?? {}).filter(
      name => name !== 'maxTrafficWeight' && name !== 'managedRoutes',
    );
    return router
      ? pass('router', `Its weights are set by ${router}.`)
      : fail(
          'router',
          'spec.strategy.canary.trafficRouting names no traffic router.',
          'Name one, or take trafficRouting away, so that pods share the requests.',
        );
  }
  const rounded = rungsOf(rollout).filter(rung => !isExact(rollout, rung));
  const evidence = `It has no traffic router: ${replicasOf(
    rollout,
  )} pods share the requests, connection by connection${
    rounded.length
      ? `, and would round ${rounded
          .map(({ share }) => formatShare(share))
          .join(', ')}`
      : ''
  }.`;
  return warn(
    'router',
    evidence,
    rounded.length
      ? 'Set spec.replicas so that every step is a whole number of pods, or give it a traffic router; a stage at a rounded share is refused.'
      : 'Give it a traffic router for exact shares; long-lived connections stay where they are.',
  );
}

/** Whether the old version could take everything back at once. */
export function warmCheck(rollout: ArgoRollout): PreflightResult {
  const dynamic = rollout.spec.strategy?.canary?.dynamicStableScale === true;
  if (isRouted(rollout) && !dynamic) {
    return pass(
      'warm',
      'The old version keeps all its pods until it is promoted.',
    );
  }
  return warn(
    'warm',
    dynamic
      ? 'dynamicStableScale takes pods from the old version as the new one gets more.'
      : 'Without a traffic router the old version loses pods as the new one gets more.',
    'Expect a roll back to take as long as its pods need to start, or use a traffic router without dynamicStableScale.',
  );
}

/** Whether the engine judges by itself as well. */
export function analysisCheck(rollout: ArgoRollout): PreflightResult {
  return rollout.spec.strategy?.canary?.analysis === undefined
    ? pass('analysis', 'No analysis of its own aborts it.')
    : warn(
        'analysis',
        'It has a background analysis, which aborts it by itself.',
        'Take it out, or accept that an abort of its own holds the rollout until a person resumes or rolls back.',
      );
}
