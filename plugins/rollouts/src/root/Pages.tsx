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

import { lazy, Suspense, type ComponentType } from 'react';
import { Route, Routes } from 'react-router-dom';
import { CommandDialogs } from '../commands';
import { HarmBar } from '../harm/HarmBar';
import { PageSkeleton, styles } from '../kit';
import { PATHS } from '../routes';

function page(load: () => Promise<{ default: ComponentType }>) {
  const Page = lazy(load);
  return (
    <Suspense fallback={<PageSkeleton />}>
      <Page />
    </Suspense>
  );
}

const PAGES = [
  [PATHS.board, page(() => import('../pages/board'))],
  [PATHS.request, page(() => import('../pages/request'))],
  [PATHS.approvals, page(() => import('../pages/approvals'))],
  [PATHS.approval, page(() => import('../pages/approvals/ApprovalPage'))],
  [PATHS.experiment, page(() => import('../pages/experiment'))],
  [PATHS.playbooks, page(() => import('../pages/playbooks'))],
  [PATHS.playbook, page(() => import('../pages/playbooks/PlaybookPage'))],
  [PATHS.editPlaybook, page(() => import('../pages/playbooks/EditPage'))],
  [PATHS.playbookChange, page(() => import('../pages/playbooks/ChangePage'))],
  [PATHS.learnings, page(() => import('../pages/learnings'))],
  [PATHS.insights, page(() => import('../pages/insights'))],
  [PATHS.operations, page(() => import('../pages/operations'))],
  [PATHS.audit, page(() => import('../pages/audit'))],
  [PATHS.drills, page(() => import('../pages/drills'))],
  [PATHS.reviews, page(() => import('../pages/reviews'))],
  [PATHS.review, page(() => import('../pages/reviews/ReviewPage'))],
  [PATHS.deliveries, page(() => import('../pages/deliveries'))],
  [PATHS.rollout, page(() => import('../pages/rollout'))],
] as const;

const useStyles = styles(({ space, narrow }) => ({
  // As wide as the pages' own bodies.
  harm: {
    padding: `0 ${space(2.5)}px`,
    maxWidth: 1680,
    margin: '0 auto',
    boxSizing: 'border-box',
    [narrow]: { padding: `0 ${space(1.5)}px` },
    '& section': { marginBottom: space(2) },
  },
}));

/** The pages, each in its own chunk. */
export function Pages() {
  const css = useStyles();
  return (
    <CommandDialogs>
      <div className={css.harm}>
        <HarmBar />
      </div>
      <Routes>
        {PAGES.map(([path, element]) => (
          <Route key={path} path={path} element={element} />
        ))}
      </Routes>
    </CommandDialogs>
  );
}
