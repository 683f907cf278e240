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

import type { Exposure } from '@stagecraft/backstage-plugin-rollouts-common';
import { DriverError } from '@stagecraft/backstage-plugin-rollouts-node';
import { FENCE_ANNOTATION } from '../write/fence';
import { add, pointer, remove, test, type Operation } from '../write/patch';
import { rungFor, type Rung } from './ladder';
import { hasSameSteps, versionsOf } from './marks';
import { statusOf, type ArgoRollout } from './rollout';

function refuse(rollout: ArgoRollout, why: string, remedy: string): never {
  throw new DriverError(
    'invalid',
    `Rollout ${rollout.metadata.name} ${why}. ${remedy}`,
  );
}

/**
 * The rung to open.
 *
 * @throws DriverError `invalid` where the Rollout is in no state in which its
 * steps can be opened, or has no step of that exposure.
 */
export function openableRung(rollout: ArgoRollout, exposure: Exposure): Rung {
  const rung = rungFor(rollout, exposure);
  const status = statusOf(rollout);
  const versions = versionsOf(rollout);
  if (status.abort) {
    refuse(
      rollout,
      'was aborted, and promoting an aborted Rollout does nothing',
      'Roll back, then let a new rollout start from a retried update.',
    );
  }
  if (status.promoteFull) {
    refuse(
      rollout,
      'is being promoted in full by someone else',
      'Roll back, or let it end and complete the rollout by hand.',
    );
  }
  if (rollout.spec.paused) {
    refuse(
      rollout,
      'is paused by spec.paused, so that its controller moves nothing',
      'Set spec.paused to false: the first step holds the new version at 0 %.',
    );
  }
  if (status.stableRS === status.currentPodHash) {
    refuse(
      rollout,
      'runs one version only, so there is nothing to expose',
      'Put the new template into it first; its first step holds that at 0 %.',
    );
  }
  if (versions && status.currentPodHash !== versions.new) {
    refuse(
      rollout,
      'has another template than the one whose baseline was captured',
      'Roll back, and start a rollout of the template that is there now.',
    );
  }
  if (!hasSameSteps(rollout)) {
    refuse(
      rollout,
      'has other steps than when its baseline was captured, and the controller started over with them',
      'Put spec.strategy.canary.steps back as they were, or roll back.',
    );
  }
  return rung;
}

const status = (member: string) => pointer('status', member);

/**
 * Names the step in the status. Said twice it is the same step, where clearing
 * the pause twice would open the next one too.
 */
function stepOperations(rollout: ArgoRollout, rung: Rung): Operation[] {
  return [
    ...(statusOf(rollout).pauseConditions === undefined
      ? []
      : [remove(status('pauseConditions'))]),
    add(status('controllerPause'), false),
    add(status('currentStepIndex'), rung.index),
  ];
}

/** A change of the status that holds only for the object as it was read. */
export function openOperations(rollout: ArgoRollout, rung: Rung): Operation[] {
  const { metadata } = rollout;
  return [
    test(pointer('metadata', 'uid'), metadata.uid),
    test(pointer('metadata', 'resourceVersion'), metadata.resourceVersion),
    test(
      pointer('metadata', 'annotations', FENCE_ANNOTATION),
      metadata.annotations?.[FENCE_ANNOTATION],
    ),
    ...stepOperations(rollout, rung),
  ];
}

/** The same without the stamp that would come before it, to be tried only. */
export function previewOperations(
  rollout: ArgoRollout,
  rung: Rung,
): Operation[] {
  return [
    test(pointer('metadata', 'uid'), rollout.metadata.uid),
    ...stepOperations(rollout, rung),
  ];
}
