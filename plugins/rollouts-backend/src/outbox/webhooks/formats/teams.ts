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

const LONGEST_TITLE = 250;
const LONGEST_TEXT = 5000;

/** Keeps a text from being read as Markdown. */
function plain(text: string): string {
  return text.replace(/[\\`*_[\]#~<>]/g, '\\$&');
}

/** A message with an Adaptive Card, as a Workflows webhook of Teams takes it. */
export function teamsBody(event: WebhookEvent): object {
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          body: [
            {
              type: 'TextBlock',
              size: 'Large',
              weight: 'Bolder',
              wrap: true,
              color: TOPICS[event.topic].harm ? 'Attention' : 'Default',
              text: plain(shortened(event.title, LONGEST_TITLE)),
            },
            {
              type: 'TextBlock',
              wrap: true,
              text: plain(shortened(event.description, LONGEST_TEXT)),
            },
            {
              type: 'FactSet',
              facts: factsOf(event).map(({ name, value }) => ({
                title: name,
                value: plain(value),
              })),
            },
          ],
          actions: [
            {
              type: 'Action.OpenUrl',
              title: 'Open in the portal',
              url: event.link,
            },
          ],
        },
      },
    ],
  };
}
