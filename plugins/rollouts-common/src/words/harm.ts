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

import { z } from 'zod';
import { severitySchema, topicSchema } from './topic';

/**
 * Harm that a person was told of and has not yet said they have seen: all of
 * one topic and cause.
 */
export const harmSchema = z.object({
  /** Of the newest event in it: what comes later is not acknowledged by it. */
  id: z.string().regex(/^\d{1,18}$/),
  topic: topicSchema,
  severity: severitySchema,
  title: z.string(),
  /** Sentences, one a line. */
  description: z.string(),
  /** Path in the portal. */
  link: z.string().startsWith('/'),
  /** Of the newest event. */
  at: z.iso.datetime(),
});
export type Harm = z.infer<typeof harmSchema>;
