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
import type { ReactNode } from 'react';
import { Link } from '../kit';
import { playbookRouteRef } from '../routes';
import { useText } from '../translation/useText';

/** Leads to a playbook as a plan has it: to that version of it. */
export function PlaybookLink(props: {
  playbook: { id: string; version: number };
  /** Its name and version where left out. */
  children?: ReactNode;
}) {
  const t = useText();
  const linkTo = useRouteRef(playbookRouteRef);
  const { id, version } = props.playbook;
  return (
    <Link to={`${linkTo({ id })}?version=${version}`}>
      {props.children ??
        t('plan.facts.playbookVersion', {
          playbook: id,
          version: String(version),
        })}
    </Link>
  );
}
