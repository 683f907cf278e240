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

import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPart } from '../__testUtils__/render';
import { ActionButton } from './ActionButton';

describe('ActionButton', () => {
  it('does what it says when it is open', async () => {
    const onPress = jest.fn();
    renderPart(<ActionButton label="Hold" onPress={onPress} />);
    await userEvent.click(await screen.findByRole('button', { name: 'Hold' }));
    expect(onPress).toHaveBeenCalledTimes(1);
  });

  it('says by keyboard why it is closed, who could, and what would open it', async () => {
    const onPress = jest.fn();
    renderPart(
      <ActionButton
        label="Advance"
        onPress={onPress}
        closed={{
          reason: 'It observes for 12 more minutes.',
          remedy: 'Wait until then.',
          whoCould: ['group:default/payments-owners', 'operators'],
        }}
      />,
    );
    const button = await screen.findByRole('button', { name: 'Advance' });
    expect(button).toHaveAttribute('aria-disabled', 'true');
    expect(button).toHaveAccessibleDescription(
      'It observes for 12 more minutes.',
    );
    button.focus();
    await userEvent.keyboard('{Enter}');
    const why = await screen.findByRole('dialog');
    expect(why).toHaveTextContent('It observes for 12 more minutes.');
    expect(why).toHaveTextContent('What would open it: Wait until then.');
    expect(why).toHaveTextContent('Who could: payments-owners, operators');
    expect(onPress).not.toHaveBeenCalled();
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(button).toHaveFocus());
  });
});
