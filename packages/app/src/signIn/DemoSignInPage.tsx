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

import { useState } from 'react';
import { ProxiedSignInPage } from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/core-plugin-api';
import type { SignInPageProps } from '@backstage/plugin-app-react';
import { chosenPersona } from './chosenPersona';
import { forgettingIdentity } from './forgettingIdentity';
import { PersonaChooser } from './PersonaChooser';
import { readPersonas } from './personas';
import { SignInFailed } from './SignInFailed';

/** Signs in as the persona this tab has chosen, or asks for one. */
export function DemoSignInPage({ onSignInSuccess }: SignInPageProps) {
  const config = useApi(configApiRef);
  const [name, setName] = useState(() => chosenPersona.get());

  if (!name) {
    return (
      <PersonaChooser
        title={config.getString('app.title')}
        personas={readPersonas(config)}
        onChoose={persona => {
          chosenPersona.set(persona.name);
          setName(persona.name);
        }}
      />
    );
  }
  return (
    <ProxiedSignInPage
      provider="demo"
      headers={{ 'x-demo-user': name }}
      onSignInSuccess={identity =>
        onSignInSuccess(forgettingIdentity(identity, chosenPersona.forget))
      }
      ErrorComponent={SignInFailed}
    />
  );
}
