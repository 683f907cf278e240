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
  insightsReadPermission,
  rolloutReadPermission,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { useLocation } from 'react-router-dom';
import { useMay } from '../data/useMay';
import type { NavTab } from '../kit';
import {
  approvalsRouteRef,
  auditRouteRef,
  deliveriesRouteRef,
  drillsRouteRef,
  insightsRouteRef,
  learningsRouteRef,
  operationsRouteRef,
  playbooksRouteRef,
  reviewsRouteRef,
  rootRouteRef,
} from '../routes';
import { useText } from '../translation/useText';

/** The header's tabs, with absolute links; those for the viewer. */
export function useTabs(): NavTab[] {
  const t = useText();
  const may = useMay();
  const { pathname } = useLocation();
  const root = useRouteRef(rootRouteRef)();
  const belowOperations = [
    useRouteRef(drillsRouteRef)(),
    useRouteRef(auditRouteRef)(),
    useRouteRef(deliveriesRouteRef)(),
    useRouteRef(reviewsRouteRef)(),
  ];
  const below = [
    {
      id: 'approvals',
      permission: rolloutReadPermission,
      label: t('shell.approvals'),
      href: useRouteRef(approvalsRouteRef)(),
    },
    {
      id: 'playbooks',
      permission: rolloutReadPermission,
      label: t('shell.playbooks'),
      href: useRouteRef(playbooksRouteRef)(),
    },
    {
      id: 'learnings',
      permission: rolloutReadPermission,
      label: t('shell.learnings'),
      href: useRouteRef(learningsRouteRef)(),
    },
    {
      id: 'insights',
      permission: insightsReadPermission,
      label: t('shell.insights'),
      href: useRouteRef(insightsRouteRef)(),
    },
    {
      id: 'operations',
      permission: rolloutReadPermission,
      label: t('shell.operations'),
      href: useRouteRef(operationsRouteRef)(),
    },
  ].map(({ permission, ...tab }) => ({
    ...tab,
    shown: may(permission) === true,
    current: [
      tab.href,
      ...(tab.id === 'operations' ? belowOperations : []),
    ].some(href => pathname === href || pathname.startsWith(`${href}/`)),
  }));
  const current = !below.some(tab => tab.current);
  return [
    { id: 'rollouts', label: t('shell.rollouts'), href: root, current },
    ...below.filter(({ shown }) => shown),
  ];
}
