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

import { useMemo } from 'react';
import FlightTakeoffIcon from '@material-ui/icons/FlightTakeoff';
import { useRouteRef } from '@backstage/core-plugin-api';
import { PageLayout } from '@backstage/frontend-plugin-api';
import { DataProvider } from '../data/DataProvider';
import { rootRouteRef } from '../routes';
import { useText } from '../translation/useText';
import { Pages } from './Pages';
import { Tabs } from './Tabs';

/**
 * One element for good: the portal takes its layout for another component each
 * time that it is drawn (`DefaultSwappableComponentsApi.getComponent`), and
 * would make the pages anew, with all that was typed in them.
 */
function Layout() {
  const t = useText();
  const root = useRouteRef(rootRouteRef)();
  const title = t('shell.title');
  return useMemo(
    () => (
      <PageLayout
        title={title}
        icon={<FlightTakeoffIcon fontSize="inherit" />}
        titleLink={root}
      >
        <Tabs />
        <main>
          <Pages />
        </main>
      </PageLayout>
    ),
    [title, root],
  );
}

/** All pages under the portal's own header, for the new frontend system. */
export function PortalPages() {
  return (
    <DataProvider>
      <Layout />
    </DataProvider>
  );
}
