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
  freezeManagePermission,
  lineStopPermission,
  operations,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Router } from 'express';
import type { Freezes } from '../governance/Freezes';
import type { Line, LineStop } from '../governance/LineStop';
import type { FreezeViews } from '../views/FreezeViews';
import { bind } from './bind';
import type { Viewers } from './Viewers';

export interface FreezeRoutes {
  viewers: Viewers;
  freezes: Freezes;
  freezeViews: FreezeViews;
  lineStop: LineStop;
}

function told<T extends Line>({ now, ...line }: T) {
  return { ...line, now: now.toISOString() };
}

/** Freezes, and stopping the line. */
export function bindFreezes(router: Router, options: FreezeRoutes): void {
  const { viewers, freezes, freezeViews, lineStop } = options;
  const toManage = { permission: freezeManagePermission, personOnly: true };
  const toStop = {
    permission: lineStopPermission,
    personOnly: true,
    urgent: true,
  };

  bind(router, operations.listFreezes, async ({ request, query }) =>
    freezeViews.list(query, await viewers.of(request)),
  );

  bind(router, operations.previewFreeze, async ({ request, body }) => {
    await viewers.of(request);
    return freezes.preview(body.timing);
  });

  bind(router, operations.declareFreeze, async ({ request, body, keyOf }) => {
    const { actor, stale } = await viewers.of(request, toManage);
    if (stale) throw stale;
    return freezes.declare(body, { actor, key: keyOf(actor) });
  });

  bind(
    router,
    operations.extendFreeze,
    async ({ request, params, body, keyOf }) => {
      const { actor, stale } = await viewers.of(request, toManage);
      if (stale) throw stale;
      const key = keyOf(actor);
      return freezes.extend({ ...params, ...body }, { actor, key });
    },
  );

  bind(
    router,
    operations.endFreeze,
    async ({ request, params, body, keyOf }) => {
      const { actor, stale } = await viewers.of(request, toManage);
      if (stale) throw stale;
      const key = keyOf(actor);
      return freezes.end({ ...params, ...body }, { actor, key });
    },
  );

  bind(router, operations.previewLineStop, async ({ request, body }) => {
    const { actor, visibility } = await viewers.of(request, toStop);
    return told(await lineStop.preview({ ...body, actor, visibility }));
  });

  bind(router, operations.stopLine, async ({ request, body }) => {
    // Groups as last seen are enough to keep exposure from rising.
    const { actor, visibility } = await viewers.of(request, toStop);
    return told(await lineStop.stop({ ...body, actor, visibility }));
  });
}
