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

import { Fragment } from 'react';
import { parseEntityRef } from '@backstage/catalog-model';
import {
  routeResolutionApiRef,
  useApiHolder,
} from '@backstage/frontend-plugin-api';
import {
  EntityRefLink,
  entityRouteRef,
  useEntityPresentation,
} from '@backstage/plugin-catalog-react';
import { useText } from '../translation/useText';
import { Link } from './Link';

const ROLES = ['approvers', 'owners', 'operators'] as const;

function isRole(ref: string): ref is (typeof ROLES)[number] {
  return ROLES.some(role => role === ref);
}

function Named(props: { entityRef: string; plain?: boolean }) {
  const { primaryTitle } = useEntityPresentation(props.entityRef);
  const routes = useApiHolder().get(routeResolutionApiRef);
  if (props.plain) return <>{primaryTitle}</>;
  // Only apps on the old system have no such API; there the route is bound.
  if (!routes) return <EntityRefLink entityRef={props.entityRef} />;
  const to = routes.resolve(entityRouteRef)?.(parseEntityRef(props.entityRef));
  return to ? <Link to={to}>{primaryTitle}</Link> : <>{primaryTitle}</>;
}

/** An entity's name, linked to its page, or a role in words. */
export function EntityName(props: { entityRef: string; plain?: boolean }) {
  const t = useText();
  const { entityRef } = props;
  if (isRole(entityRef)) return <>{t(`kit.roles.${entityRef}`)}</>;
  if (!/^[^:/]+:[^:/]+\/[^:/]+$/.test(entityRef)) return <>{entityRef}</>;
  return <Named entityRef={entityRef} plain={props.plain} />;
}

/** Names one after the other. */
export function EntityNames(props: {
  refs: readonly string[];
  plain?: boolean;
}) {
  return (
    <>
      {props.refs.map((ref, index) => (
        <Fragment key={ref}>
          {index > 0 && ', '}
          <EntityName entityRef={ref} plain={props.plain} />
        </Fragment>
      ))}
    </>
  );
}
