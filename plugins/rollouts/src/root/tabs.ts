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

import { useRouteRef } from '@backstage/core-plugin-api';
import {
  approvalsRouteRef,
  learningsRouteRef,
  playbooksRouteRef,
  rootRouteRef,
} from '../routes';
import { useText } from '../translation/useText';

/** Title and tabs of the header, with absolute links. */
export function useTabs() {
  const t = useText();
  const root = useRouteRef(rootRouteRef)();
  const approvals = useRouteRef(approvalsRouteRef)();
  const playbooks = useRouteRef(playbooksRouteRef)();
  const learnings = useRouteRef(learningsRouteRef)();
  return {
    title: t('shell.title'),
    root,
    tabs: [
      { id: 'rollouts', label: t('shell.rollouts'), href: root },
      { id: 'approvals', label: t('shell.approvals'), href: approvals },
      { id: 'playbooks', label: t('shell.playbooks'), href: playbooks },
      { id: 'learnings', label: t('shell.learnings'), href: learnings },
    ],
  };
}
