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

/** Delivers one kind of what the outbox keeps. */
export interface Deliverer {
  readonly kind: string;
  /**
   * Delivers one payload, or several that mean the same to their receiver.
   * At least once; throws when it was not delivered.
   */
  deliver(payloads: unknown[]): Promise<void>;
  /** Whether payloads that are due together are delivered as one. */
  readonly coalesces?: boolean;
}
