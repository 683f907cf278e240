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

import { screen } from '@testing-library/react';
import { renderPart } from '../__testUtils__/render';
import { Linked } from './Linked';

it('makes http(s) addresses links, and nothing else of what was written', async () => {
  const text =
    'See https://ci.shop.dev/42?a=(b), or http://logs.shop.dev. Not shop.dev, ' +
    'dana@shop.dev, javascript:alert(1), <b>this</b> or [that](/rollouts).';
  const { container } = await renderPart(<Linked text={text} />);
  expect(container).toHaveTextContent(text);
  const links = screen.getAllByRole('link');
  expect(links.map(link => link.getAttribute('href'))).toEqual([
    'https://ci.shop.dev/42?a=(b)',
    'http://logs.shop.dev',
  ]);
  for (const link of links) {
    expect(link).toHaveAttribute('rel', 'noopener noreferrer');
  }
});
