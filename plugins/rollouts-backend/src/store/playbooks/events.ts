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
  Playbook,
  PlaybookEvent,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { appendAct, readActs } from '../acts';
import { readPlaybookChange } from './changes';
import { readPlaybook } from './readPlaybook';

interface Content extends Pick<PlaybookEvent, 'version' | 'changeId'> {
  /** The kind of the change. */
  change: string | null;
  /** What it says, or would. */
  document: Pick<Playbook, 'title'> | null;
}

async function contentOf(
  trx: Knex,
  { playbookId, version, changeId }: NewPlaybookEvent,
): Promise<Content> {
  const change =
    changeId === null ? undefined : await readPlaybookChange(trx, changeId);
  const said =
    version === null ? undefined : await readPlaybook(trx, playbookId, version);
  return {
    version,
    changeId,
    change: change?.kind ?? null,
    document: change?.document ?? said?.body ?? null,
  };
}

interface NewPlaybookEvent
  extends Pick<
    PlaybookEvent,
    'kind' | 'actor' | 'reason' | 'version' | 'changeId'
  > {
  playbookId: string;
}

/** Adds to a playbook's history; its caller holds the playbook's lock. */
export async function appendPlaybookEvent(
  trx: Knex,
  event: NewPlaybookEvent,
): Promise<void> {
  const content = await contentOf(trx, event);
  await appendAct(trx, {
    record: { kind: 'playbook', id: event.playbookId },
    title: content.document?.title ?? event.playbookId,
    actor: event.actor,
    act: event.kind,
    reason: event.reason,
    content,
  });
}

/** What happened to a playbook, newest first. */
export async function readPlaybookEvents(
  trx: Knex,
  playbookId: string,
): Promise<PlaybookEvent[]> {
  const acts = await readActs(trx, 'playbook', [playbookId]);
  return (acts.get(playbookId) ?? []).map(
    ({ seq, at, act, actor, reason, content }) => {
      const { version, changeId } = content as unknown as Content;
      const kind = act as PlaybookEvent['kind'];
      return { seq, at, kind, actor, reason, version, changeId };
    },
  );
}
