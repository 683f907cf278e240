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

import { Header, HeaderTabs, Page } from '@backstage/core-components';
import { useLocation, useNavigate } from 'react-router-dom';
import { Pages } from './Pages';
import { useTabs } from './tabs';

/** All pages under the old frontend system's header. */
export function LegacyPages() {
  const { title, tabs } = useTabs();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const open = tabs.reduce(
    (found, tab, index) => (pathname.startsWith(tab.href) ? index : found),
    0,
  );
  return (
    <Page themeId="tool">
      <Header title={title} />
      <HeaderTabs
        tabs={tabs}
        selectedIndex={open}
        onChange={index => {
          const tab = tabs[index];
          if (tab) navigate(tab.href);
        }}
      />
      <div style={{ gridArea: 'pageContent', overflow: 'auto' }}>
        <Pages />
      </div>
    </Page>
  );
}
