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
  SEVERITIES,
  TOPIC_NAMES,
  webhookEventSchema,
  WEBHOOK_FORMATS,
  type WebhookEvent,
  type WebhookFormat,
} from '@stagecraft/backstage-plugin-rollouts-common';
import fc from 'fast-check';
import { z } from 'zod';
import { bodyFor } from './formats';
import { factsOf } from './formats/facts';

const event: WebhookEvent = {
  version: 1,
  id: '42',
  topic: 'stuck',
  severity: 'critical',
  at: '2026-11-22T10:00:00.000Z',
  title: 'A rollback is stuck and needs people now: Faster checkout',
  description: 'The route <shop/checkout> can not be written & *stays* exposed',
  cause: null,
  link: 'https://portal.example.com/rollouts/r1',
  actor: { kind: 'controller', name: 'Controller' },
  rollout: {
    id: 'r1',
    experimentId: 'e1',
    experiment: 'Faster checkout',
    service: 'component:default/checkout',
    system: 'system:default/shop',
    environment: 'production',
    phase: 'stuck',
    stage: 2,
    stages: 4,
    planHash: 'a'.repeat(64),
    drill: false,
  },
};

const plainText = (max: number) =>
  z.strictObject({
    type: z.literal('plain_text'),
    text: z.string().min(1).max(max),
  });
const markdown = (max: number) =>
  z.strictObject({
    type: z.literal('mrkdwn'),
    text: z.string().min(1).max(max),
  });

/** Block Kit's limits of what is used of it. */
const slack = z.strictObject({
  text: z.string().min(1),
  blocks: z
    .array(
      z.union([
        z.strictObject({ type: z.literal('header'), text: plainText(150) }),
        z.strictObject({ type: z.literal('section'), text: markdown(3000) }),
        z.strictObject({
          type: z.literal('section'),
          fields: z.array(markdown(2000)).min(1).max(10),
        }),
        z.strictObject({
          type: z.literal('actions'),
          elements: z.array(
            z.strictObject({
              type: z.literal('button'),
              text: plainText(75),
              url: z.url().max(3000),
              style: z.enum(['danger', 'primary']).optional(),
            }),
          ),
        }),
      ]),
    )
    .max(50),
});

/** What the Workflows webhook takes, and the parts of an Adaptive Card 1.4. */
const teams = z.strictObject({
  type: z.literal('message'),
  attachments: z.tuple([
    z.strictObject({
      contentType: z.literal('application/vnd.microsoft.card.adaptive'),
      contentUrl: z.null(),
      content: z.strictObject({
        $schema: z.literal(
          'http://adaptivecards.io/schemas/adaptive-card.json',
        ),
        type: z.literal('AdaptiveCard'),
        version: z.literal('1.4'),
        body: z.array(
          z.union([
            z.strictObject({
              type: z.literal('TextBlock'),
              text: z.string(),
              size: z.literal('Large').optional(),
              weight: z.literal('Bolder').optional(),
              wrap: z.boolean(),
              color: z.enum(['Default', 'Attention']).optional(),
            }),
            z.strictObject({
              type: z.literal('FactSet'),
              facts: z.array(
                z.strictObject({ title: z.string(), value: z.string() }),
              ),
            }),
          ]),
        ),
        actions: z.array(
          z.strictObject({
            type: z.literal('Action.OpenUrl'),
            title: z.string(),
            url: z.url(),
          }),
        ),
      }),
    }),
  ]),
});

/** Events API v2. */
const pagerduty = z.strictObject({
  routing_key: z.string().length(32),
  event_action: z.enum(['trigger', 'acknowledge', 'resolve']),
  dedup_key: z.string().max(255),
  client: z.string(),
  client_url: z.url(),
  links: z.array(z.strictObject({ href: z.url(), text: z.string() })),
  payload: z.strictObject({
    summary: z.string().min(1).max(1024),
    source: z.string().min(1),
    severity: z.enum(['critical', 'error', 'warning', 'info']),
    timestamp: z.iso.datetime(),
    component: z.string().optional(),
    group: z.string().optional(),
    class: z.string().optional(),
    custom_details: z.record(z.string(), z.json()),
  }),
});

const SCHEMAS: Record<WebhookFormat, z.ZodType> = {
  stagecraft: webhookEventSchema.strict(),
  slack,
  teams,
  pagerduty,
};
const routingKey = 'k'.repeat(32);

function body(format: WebhookFormat, of = event): unknown {
  return JSON.parse(bodyFor({ format, routingKey }, of, 'trigger'));
}

const text = fc.string({ minLength: 1, maxLength: 6000 });
const events: fc.Arbitrary<WebhookEvent> = fc
  .record({
    topic: fc.constantFrom(...TOPIC_NAMES),
    severity: fc.constantFrom(...SEVERITIES),
    title: text,
    description: text,
    about: fc.boolean(),
  })
  .map(({ about, ...some }) => ({
    ...event,
    ...some,
    rollout: about ? event.rollout : null,
  }));

it.each(WEBHOOK_FORMATS)('makes bodies that %s takes', format => {
  fc.assert(
    fc.property(events, some => {
      expect(SCHEMAS[format].safeParse(body(format, some)).error).toBe(
        undefined,
      );
    }),
    { numRuns: 50 },
  );
});

it('would notice a body that is not taken', () => {
  expect(slack.safeParse(body('teams')).success).toBe(false);
  expect(pagerduty.safeParse(body('slack')).success).toBe(false);
});

it('keeps what people wrote from being read as markup', () => {
  expect(JSON.stringify(body('slack'))).toContain(
    'The route &lt;shop/checkout&gt; can not be written &amp; *stays* exposed',
  );
  expect(JSON.stringify(body('teams'))).toContain(
    'The route \\\\<shop/checkout\\\\> can not be written & \\\\*stays\\\\* exposed',
  );
});

it('opens and resolves one incident a rollout', () => {
  const opened = body('pagerduty');
  const ended: WebhookEvent = { ...event, topic: 'rolled-back' };
  const resolved = JSON.parse(
    bodyFor({ format: 'pagerduty', routingKey }, ended, 'resolve'),
  );
  expect(resolved).toEqual({
    routing_key: routingKey,
    event_action: 'resolve',
    dedup_key: 'stagecraft/rollout/r1',
  });
  expect(opened).toMatchObject({ dedup_key: resolved.dedup_key });
});

it('says of people no more than their names', () => {
  const named: WebhookEvent = {
    ...event,
    actor: { kind: 'person', name: 'Olga Okafor' },
  };
  expect(factsOf(named)).toContainEqual({ name: 'By', value: 'Olga Okafor' });
  expect(Object.keys(webhookEventSchema.shape.actor.unwrap().shape)).toEqual([
    'kind',
    'name',
  ]);
});
