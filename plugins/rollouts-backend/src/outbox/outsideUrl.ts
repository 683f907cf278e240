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

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The address of something outside the portal, by its configuration: nothing
 * goes in clear over a network, and nothing of it is a password that an error
 * could repeat.
 *
 * @param fail - Called with what is wrong, which never repeats the address.
 */
export function readOutsideUrl(
  text: string,
  fail: (what: string) => never,
): URL {
  if (!URL.canParse(text)) fail('url is no URL');
  const url = new URL(text);
  const inClear = url.protocol === 'http:' && LOOPBACK.includes(url.hostname);
  if (url.protocol !== 'https:' && !inClear) {
    fail('url must begin with https://');
  }
  if (url.username || url.password) {
    fail('url must not hold a user or a password');
  }
  return url;
}
