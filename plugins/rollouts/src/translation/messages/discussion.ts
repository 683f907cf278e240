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

export const discussion = {
  title: 'Discussion',
  intro: 'What is said here decides nothing, and is no part of the audit.',
  empty: 'Nobody has said anything yet.',
  failed: 'The discussion could not be loaded',
  say: 'Say something',
  send: 'Comment',
  withdraw: 'Withdraw',
  withdrawLabel: 'Withdraw your comment of {{at}}',
  withdrawn: '{{name}} withdrew a comment.',
  withdrawTitle: 'Withdraw this comment?',
  withdrawText:
    'Its text is gone for good. That you said something, and when, stays.',
  refused: 'It was not sent',
  notWithdrawn: 'It was not withdrawn',
} as const;
