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

import { mockServices } from '@backstage/backend-test-utils';
import type { WebhookEvent } from '@stagecraft/backstage-plugin-rollouts-common';
import { actionFor } from './action';
import { readWebhooks, type Webhook } from './configuration';

const SECRET = 'a secret of many characters';

function read(...webhooks: object[]): Webhook[] {
  return readWebhooks(
    mockServices.rootConfig({ data: { rollouts: { webhooks } } }),
  );
}
const hook = { id: 'chat', url: 'https://hooks.example.com/x', secret: SECRET };

it.each<[string, object, string]>([
  ['no URL', { ...hook, url: 'chat' }, 'url is no URL'],
  [
    'a URL in clear',
    { ...hook, url: 'http://hooks.example.com' },
    'url must begin with https://',
  ],
  [
    'a file',
    { ...hook, url: 'file:///etc/passwd' },
    'url must begin with https://',
  ],
  [
    'a password in the URL',
    { ...hook, url: 'https://a:b@example.com' },
    'url must not hold a user or a password',
  ],
  ['no secret', { ...hook, secret: undefined }, 'a secret is needed'],
  ['a short secret', { ...hook, secret: 'short' }, 'at least 16 characters'],
  ['a topic there is not', { ...hook, topics: ['harm'] }, 'no topic harm'],
  ['another format', { ...hook, format: 'fax' }, 'format must be'],
  [
    'no routing key',
    { id: 'page', format: 'pagerduty' },
    'PagerDuty needs a routingKey',
  ],
  [
    'a routing key elsewhere',
    { ...hook, routingKey: 'k' },
    'nothing else has one',
  ],
])('refuses %s, naming the receiver and no secret', (_what, webhook, why) => {
  expect(() => read(webhook)).toThrow(why);
  expect(() => read(webhook)).toThrow(/rollouts\.webhooks, (chat|page): /);
  expect(() => read(webhook)).not.toThrow(SECRET);
});

it('refuses two receivers of one id', () => {
  expect(() => read(hook, hook)).toThrow('two receivers have this id');
});

describe('actionFor', () => {
  const [chat, loud, shop, page] = read(
    hook,
    { ...hook, id: 'loud', minimumSeverity: 'high' },
    { ...hook, id: 'shop', systems: ['system:default/shop'] },
    { id: 'page', format: 'pagerduty', routingKey: 'k' },
  );
  const event = (
    topic: WebhookEvent['topic'],
    severity: WebhookEvent['severity'],
    system: string | null = 'system:default/shop',
  ) =>
    ({
      topic,
      severity,
      rollout: { service: 'component:default/checkout', system },
    } as WebhookEvent);

  it.each<[string, Webhook, WebhookEvent, boolean, string | undefined]>([
    ['all', chat, event('approved', 'low'), false, 'trigger'],
    ['a low one', loud, event('approved', 'low'), false, undefined],
    ['a loud one', loud, event('held', 'high'), false, 'trigger'],
    ['its system', shop, event('held', 'high'), false, 'trigger'],
    ['no system', shop, event('held', 'high', null), false, undefined],
    ['what is stuck', page, event('stuck', 'critical'), false, 'trigger'],
    ['what is held', page, event('held', 'high'), false, undefined],
    ['the end of it', page, event('rolled-back', 'high'), true, 'resolve'],
    ['another end', page, event('rolled-back', 'high'), false, undefined],
    ['an end', chat, event('rolled-back', 'high'), true, 'trigger'],
  ])('tells of %s', (_what, webhook, some, opened, action) => {
    expect(actionFor(webhook, some, opened)).toBe(action);
  });
});
