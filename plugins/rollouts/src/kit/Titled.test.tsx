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

import { render } from '@testing-library/react';
import { Titled } from './Titled';

jest.mock('./EntityName', () => ({
  EntityName: (props: { entityRef: string }) => `<${props.entityRef}>`,
}));

const OWNERS = 'group:default/web.owners-1';

it.each([
  [
    'It needs one approval from web.owners-1, within 1 hour.',
    [OWNERS],
    `It needs one approval from <${OWNERS}>, within 1 hour.`,
  ],
  ['It is up to web.owners-1.', [OWNERS], `It is up to <${OWNERS}>.`],
  [
    'web.owners-1 or on-call',
    [OWNERS, 'group:default/on-call'],
    `<${OWNERS}> or <group:default/on-call>`,
  ],
  ['Not web.owners-12, not my-on-call', [OWNERS], undefined],
  ['One of the owners', ['owners'], undefined],
])('names in "%s" who has a title', (text, refs, told) => {
  const { container } = render(<Titled text={text} refs={refs} />);
  expect(container).toHaveTextContent(told ?? text);
});
