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

import type { Fence } from '@stagecraft/backstage-plugin-rollouts-common';
import {
  DriverError,
  type ObservedExposure,
  type WriteContext,
} from '@stagecraft/backstage-plugin-rollouts-node';
import { exposeOptions } from '../governance/Drivers';
import { raiseFence, saveBaseline, startWriting } from '../store/targets';
import { lockTicket, type ClaimedWork } from '../store/work';
import { inTransaction } from '../store/transaction';
import type { PassDeps } from './deps';
import { callDriver } from './drive';
import { observe } from './look';
import { sealWayBack } from './sealWayBack';
import {
  ownTarget,
  type Bring,
  type Subject,
  type TargetView,
} from './subject';

/** What every write to a target carries. */
export function writeContext(
  deps: PassDeps,
  work: ClaimedWork,
  subject: Subject,
  fence: Fence,
  signal: AbortSignal,
): WriteContext {
  if (subject.decision === null) {
    throw new Error(`No decision says what ${work.targetId} shall show`);
  }
  const { backends, part } = ownTarget(subject).ref;
  return {
    fence,
    decision: subject.decision,
    governed: { rollout: work.rolloutId, backends, part },
    signal,
    confirm: () =>
      inTransaction(deps.database, trx =>
        lockTicket(trx, work.targetId, work.ticket),
      ),
  };
}

/**
 * Puts a fence on the target and captures its baseline where there is none.
 * A baseline counts only when nothing changed while it was captured, and when
 * its way back is kept in the cluster, so that nothing is exposed without.
 */
async function mark(
  deps: PassDeps,
  work: ClaimedWork,
  subject: Subject,
  own: TargetView,
  observed: ObservedExposure,
  stopping: AbortSignal,
): Promise<void> {
  const above = observed.fence ?? undefined;
  const fence = await raiseFence(deps.database, work, above);
  const baseline = await callDriver(deps, own.ref, stopping, (driver, signal) =>
    driver.capture(own.ref, writeContext(deps, work, subject, fence, signal)),
  );
  if (own.baseline !== null) return;
  const { observed: after } = await observe(deps, work, own, stopping);
  if (after.generation !== observed.generation) {
    throw new DriverError(
      'conflict',
      'The target changed while its baseline was captured: capturing it again',
    );
  }
  const capsule = await sealWayBack(
    deps,
    work,
    subject,
    own,
    { baseline, fence },
    stopping,
  );
  await saveBaseline(deps.database, work, baseline, capsule);
}

async function expose(
  deps: PassDeps,
  work: ClaimedWork,
  subject: Subject,
  own: TargetView,
  seen: { fence: Fence; generation: number },
  bring: Bring & { to: 'exposure' },
  stopping: AbortSignal,
): Promise<void> {
  if (subject.decision === null) {
    throw new Error(`No decision says what ${own.id} shall show`);
  }
  const fence = await startWriting(deps.database, work, {
    decision: subject.decision,
    exposure: bring.exposure,
    previous: own.writing,
    reverts: bring.reverts,
  });
  await callDriver(deps, own.ref, stopping, (driver, signal) =>
    driver.expose(
      own.ref,
      bring.exposure,
      exposeOptions(subject.context.plan),
      {
        ...writeContext(deps, work, subject, fence, signal),
        expected: seen.fence,
        generation: seen.generation,
        ...(own.baseline && { baseline: own.baseline }),
      },
    ),
  );
}

/**
 * The one write of a forward pass. Whether it came out as meant, the next
 * pass reads back.
 *
 * @throws DriverError, LostTicketError
 */
export async function bringForward(
  deps: PassDeps,
  work: ClaimedWork,
  subject: Subject,
  bring: Bring,
  stopping: AbortSignal,
): Promise<void> {
  const own = ownTarget(subject);
  if (own.look.outcome !== 'seen') {
    throw new Error(`Nothing is written to ${own.id} unseen`);
  }
  const { observed } = own.look;
  if (bring.to === 'marked') {
    await mark(deps, work, subject, own, observed, stopping);
  } else if (bring.to === 'exposure' && observed.fence !== null) {
    const seen = { ...observed, fence: observed.fence };
    await expose(deps, work, subject, own, seen, bring, stopping);
  }
}
