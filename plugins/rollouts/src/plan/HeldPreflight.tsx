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
import type {
  PreflightResult,
  TargetHolder,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { Card, Copy, Link, Stack } from '../kit';
import { rolloutRouteRef } from '../routes';
import { useText } from '../translation/useText';
import { Preflight } from './Preflight';

/** Which rollout holds a target, and what whoever wants it next can do. */
function HeldNote({ heldBy }: { heldBy: TargetHolder }) {
  const t = useText();
  const linkTo = useRouteRef(rolloutRouteRef);
  return (
    <Card title={t('plan.held.title')} level={4} tone="warning">
      {heldBy ? (
        <>
          <Copy block>
            {t('plan.held.by')}{' '}
            <Link to={linkTo({ id: heldBy.id })}>{heldBy.title}</Link>
          </Copy>
          <Copy block>{t('plan.held.remedy')}</Copy>
        </>
      ) : (
        <>
          <Copy block>{t('plan.held.byUnseen')}</Copy>
          <Copy block>{t('plan.held.remedyUnseen')}</Copy>
        </>
      )}
      <Copy block small subtle>
        {t('plan.held.checks')}
      </Copy>
    </Card>
  );
}

/** A target's checks; of one that a rollout holds, without what to mend. */
export function HeldPreflight(props: {
  results: readonly PreflightResult[];
  /** Undefined where the target is free. */
  heldBy: TargetHolder | undefined;
  whole?: boolean;
}) {
  const { results, heldBy, whole } = props;
  if (heldBy === undefined)
    return <Preflight results={results} whole={whole} />;
  return (
    <Stack>
      <HeldNote heldBy={heldBy} />
      <Preflight
        results={results.map(result => ({ ...result, remedy: undefined }))}
        whole={whole}
      />
    </Stack>
  );
}
