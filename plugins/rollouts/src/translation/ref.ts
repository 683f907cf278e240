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

import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { approvals } from './messages/approvals';
import { audit } from './messages/audit';
import { board } from './messages/board';
import { commands } from './messages/commands';
import { deliveries } from './messages/deliveries';
import { drills } from './messages/drills';
import { discussion } from './messages/discussion';
import { entity } from './messages/entity';
import { experiment } from './messages/experiment';
import { freezes } from './messages/freezes';
import { harm } from './messages/harm';
import { history } from './messages/history';
import { home } from './messages/home';
import { insights } from './messages/insights';
import { kit } from './messages/kit';
import { learnings } from './messages/learnings';
import { operations } from './messages/operations';
import { plan } from './messages/plan';
import { playbooks } from './messages/playbooks';
import { request } from './messages/request';
import { reviews } from './messages/reviews';
import { rollout } from './messages/rollout';
import { shell } from './messages/shell';
import { sign } from './messages/sign';

/** All text of the plugin; one group of messages a page. */
export const messages = {
  approvals,
  audit,
  board,
  commands,
  deliveries,
  drills,
  discussion,
  entity,
  experiment,
  freezes,
  harm,
  history,
  home,
  insights,
  kit,
  learnings,
  operations,
  plan,
  playbooks,
  request,
  reviews,
  rollout,
  shell,
  sign,
} as const;

export const rolloutsTranslationRef = createTranslationRef({
  id: 'plugin.rollouts',
  messages,
});
