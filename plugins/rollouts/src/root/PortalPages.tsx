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

import FlightTakeoffIcon from '@material-ui/icons/FlightTakeoff';
import { PageLayout } from '@backstage/frontend-plugin-api';
import { DataProvider } from '../data/DataProvider';
import { NavTabs } from '../kit';
import { Pages } from './Pages';
import { useTabs } from './tabs';

function Layout() {
  const { title, root, tabs } = useTabs();
  return (
    <PageLayout
      title={title}
      icon={<FlightTakeoffIcon fontSize="inherit" />}
      titleLink={root}
    >
      <NavTabs label={title} tabs={tabs} />
      <main>
        <Pages />
      </main>
    </PageLayout>
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
