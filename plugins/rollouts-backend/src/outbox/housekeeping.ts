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

import type { Knex } from 'knex';
import { purgeDeliveries } from '../store/deliveries';
import { forgetHarm } from '../store/harm';
import { forgetTold, forgetUnreached } from '../store/notices';

const TOLD_DAYS = 7;
const HARM_DAYS = { seen: 7, unseen: 90 };
const UNREACHED_DAYS = 14;
const DELIVERIES_DAYS = { delivered: 14, failed: 90 };

/** Forgets what was told long ago; what failed is kept for longer. */
export async function forgetMessages(knex: Knex): Promise<void> {
  await forgetTold(knex, TOLD_DAYS);
  await forgetHarm(knex, HARM_DAYS);
  await forgetUnreached(knex, UNREACHED_DAYS);
  await purgeDeliveries(knex, DELIVERIES_DAYS);
}
