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
  CheckVerdict,
  Command,
  Exposure,
  Reversal,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { HoldCause } from './state';

/** What was read back from every target after a write. */
export interface ReadBack {
  targets: {
    target: string;
    exposure: Exposure;
    fence: { epoch: number; count: number };
    seenAt: string;
  }[];
}

/**
 * What the controller commands. `advance`, `start`, `hold`, `roll-back` and
 * `cancel` are people's commands too; the others acknowledge what was seen.
 */
export type ControllerCommand =
  | { command: 'start'; reason: string }
  | { command: 'await'; reason: string }
  | { command: 'advance'; reason: string }
  | { command: 'acknowledge-exposure'; reason: string; readBack: ReadBack }
  | {
      command: 'hold';
      reason: string;
      cause: Exclude<HoldCause, 'person'>;
      checks: CheckVerdict[];
    }
  | {
      command: 'roll-back';
      reason: string;
      cause: Exclude<Reversal['cause'], 'person'>;
      checks: CheckVerdict[];
    }
  | {
      command: 'acknowledge-restore';
      reason: string;
      /** The cluster acknowledged the last target's patch. */
      restoredAt: string;
      readBack: ReadBack;
    }
  | { command: 'remind'; reason: string }
  | {
      command: 'report';
      reason: string;
      /** Told once while the stage is open: `breach/errors`. */
      subject: string;
      checks: CheckVerdict[];
    }
  | { command: 'report-stuck'; reason: string }
  | { command: 'complete'; reason: string }
  | { command: 'close-way-back'; reason: string }
  | { command: 'cancel'; reason: string };

export type AnyCommand = Command | ControllerCommand;
export type AnyCommandName = AnyCommand['command'];
