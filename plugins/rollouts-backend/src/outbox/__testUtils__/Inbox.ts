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

import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';

/** Keeps, as the portal does, one message a person and scope. */
export class Inbox {
  readonly sent: NotificationSendOptions[] = [];
  readonly messages = new Map<string, string>();
  failing = 0;

  async send(options: NotificationSendOptions): Promise<void> {
    if (this.failing > 0) {
      this.failing -= 1;
      throw new Error('Notifications are down');
    }
    this.sent.push(options);
    if (options.recipients.type !== 'entity') throw new Error('To everybody');
    for (const person of [options.recipients.entityRef].flat()) {
      this.messages.set(
        `${person} ${options.payload.scope}`,
        options.payload.title,
      );
    }
  }

  of(person: string): string[] {
    return [...this.messages]
      .filter(([key]) => key.startsWith(`user:default/${person} `))
      .map(([, title]) => title);
  }

  /** What they were told besides titles. */
  texts(person: string): string[] {
    return this.sent
      .filter(({ recipients }) =>
        JSON.stringify(recipients).includes(`"user:default/${person}"`),
      )
      .map(({ payload }) => `${payload.title} ${payload.description}`);
  }
}
