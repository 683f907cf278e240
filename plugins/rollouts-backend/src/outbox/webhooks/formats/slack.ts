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
  TOPICS,
  type WebhookEvent,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { factsOf, shortened } from './facts';

const LONGEST_HEADER = 150;
const LONGEST_TEXT = 2900;

/** Keeps a text from being read as markup, a mention or a link. */
function plain(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');
}

/** A message of an incoming webhook, in blocks. */
export function slackBody(event: WebhookEvent): object {
  const title = shortened(event.title, LONGEST_HEADER);
  const facts = factsOf(event);
  return {
    text: plain(title),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: title } },
      {
        type: 'section',
        text: {
          type: 'mrkdwn',
          text: shortened(plain(event.description), LONGEST_TEXT),
        },
      },
      ...(facts.length > 0
        ? [
            {
              type: 'section',
              fields: facts.map(({ name, value }) => ({
                type: 'mrkdwn',
                text: shortened(`*${name}*\n${plain(value)}`, 2000),
              })),
            },
          ]
        : []),
      {
        type: 'actions',
        elements: [
          {
            type: 'button',
            text: { type: 'plain_text', text: 'Open in the portal' },
            url: event.link,
            ...(TOPICS[event.topic].harm ? { style: 'danger' } : {}),
          },
        ],
      },
    ],
  };
}
