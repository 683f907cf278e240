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

import type { Text } from '../translation/useText';
import { commands } from '../translation/messages/commands';

type Known = keyof typeof commands.done;

function isKnown(command: string): command is Known {
  return command in commands.done;
}

/** What was decided in words; a command that is new to this page by its name. */
export function doneText(command: string, t: Text): string {
  return isKnown(command) ? t(`commands.done.${command}`) : command;
}
