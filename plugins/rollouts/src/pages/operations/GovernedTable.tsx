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
import { useRouteRef } from '@backstage/core-plugin-api';
import {
  targetLabel,
  type GovernedTarget,
} from '@stagecraft/backstage-plugin-rollouts-common';
import {
  audienceText,
  Copy,
  DataTable,
  EntityName,
  Link,
  PhaseSign,
  Stack,
  Time,
  type Column,
} from '../../kit';
import { rolloutRouteRef } from '../../routes';
import { drifts } from '../../targets/drifts';
import { useText, type Text } from '../../translation/useText';

/** `namespace/name`, and the part where there is one. */
function placeOf({ ref }: GovernedTarget): string {
  return [ref.namespace, ref.name, ...(ref.part ? [ref.part] : [])].join('/');
}

/** A path that breaks behind its slashes where it has to. */
function Breakable(props: { path: string }) {
  return (
    <>
      {props.path.split(/(?<=\/)/).map((part, index) => (
        <Fragment key={`${index} ${part}`}>
          {index > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </>
  );
}

function Phase(props: { target: GovernedTarget }) {
  const { rollout, intended } = props.target;
  return (
    <PhaseSign
      short
      rollout={{
        phase: rollout.phase,
        health: rollout.health,
        exposure: intended,
        worstCheck: null,
        waitsFor: [],
        heldReason: null,
      }}
    />
  );
}

function Reported(props: { target: GovernedTarget }) {
  const t = useText();
  const { target } = props;
  if (!target.exposure) return <>{t('operations.target.never')}</>;
  return (
    <Stack gap={0.25}>
      <span>{audienceText(target.exposure, t)}</span>
      {drifts(target) && (
        <Copy small strong>
          {t('operations.target.shouldBe', {
            share: audienceText(target.intended, t),
          })}
        </Copy>
      )}
      {target.accepted === false && (
        <Copy small strong>
          {t('operations.target.notTaken')}
        </Copy>
      )}
    </Stack>
  );
}

function Trouble(props: { target: GovernedTarget }) {
  const t = useText();
  const { trouble, attempts, nextAttemptAt } = props.target;
  if (!trouble) return <Copy subtle>{t('operations.target.noTrouble')}</Copy>;
  return (
    <Stack gap={0.25}>
      <span>{trouble}</span>
      {nextAttemptAt && (
        <Copy small subtle>
          {t('operations.target.attempts', { attempts: String(attempts) })}{' '}
          {t('operations.target.next')} <Time at={nextAttemptAt} />
        </Copy>
      )}
    </Stack>
  );
}

function columnsOf(
  t: Text,
  linkTo: (params: { id: string }) => string,
): Column<GovernedTarget>[] {
  return [
    {
      key: 'target',
      header: t('operations.target.target'),
      width: '19%',
      cell: target => (
        <Stack gap={0.25}>
          <Copy strong>
            <Breakable path={placeOf(target)} />
          </Copy>
          <Copy small subtle>
            {target.ref.kind}
          </Copy>
          {target.capsule && (
            <Copy small subtle>
              {t('operations.target.capsule', { name: target.capsule })}
            </Copy>
          )}
        </Stack>
      ),
    },
    {
      key: 'rollout',
      header: t('operations.target.rollout'),
      width: '17%',
      cell: ({ rollout }) => (
        <Stack gap={0.25}>
          <Link to={linkTo({ id: rollout.id })} rowLink>
            {rollout.title}
          </Link>
          <Copy small subtle>
            <EntityName entityRef={rollout.service} plain />,{' '}
            {rollout.environment}
          </Copy>
        </Stack>
      ),
    },
    {
      key: 'phase',
      header: t('operations.target.phase'),
      width: '15%',
      cell: target => <Phase target={target} />,
    },
    {
      key: 'reports',
      header: t('operations.target.reports'),
      width: '12%',
      cell: target => <Reported target={target} />,
    },
    {
      key: 'seen',
      header: t('operations.target.seen'),
      width: '80px',
      cell: ({ seenAt }) =>
        seenAt ? <Time at={seenAt} /> : t('operations.target.never'),
    },
    {
      key: 'fence',
      header: t('operations.target.fence'),
      width: '76px',
      cell: ({ fence }) => (
        <Copy mono small>
          {fence ? `${fence.epoch}.${fence.count}` : ''}
        </Copy>
      ),
    },
    {
      key: 'trouble',
      header: t('operations.target.trouble'),
      cell: target => <Trouble target={target} />,
    },
  ];
}

/** What is governed in one cluster, those in trouble first. */
export function GovernedTable(props: {
  cluster: string;
  targets: readonly GovernedTarget[];
}) {
  const t = useText();
  const linkTo = useRouteRef(rolloutRouteRef);
  return (
    <DataTable
      caption={t('operations.cluster.caption', { cluster: props.cluster })}
      columns={columnsOf(t, linkTo)}
      rows={props.targets}
      rowKey={target => targetLabel(target.ref)}
    />
  );
}
