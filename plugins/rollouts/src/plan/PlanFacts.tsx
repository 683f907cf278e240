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

import {
  targetLabel,
  type PlanDraft,
} from '@stagecraft/backstage-plugin-rollouts-common';
import {
  absolute,
  Copy,
  EntityName,
  EntityNames,
  Facts,
  Link,
  Stack,
  type Fact,
} from '../kit';
import { useText, type Text } from '../translation/useText';
import { PlaybookLink } from './PlaybookLink';

/** What showing needs of a plan; drafts and approved plans both have it. */
export type ShownPlan = Omit<PlanDraft, 'playbook'>;

function startText({ schedule }: ShownPlan, t: Text): string {
  const start = t(
    schedule.start === 'when-approved'
      ? 'plan.facts.startWhenApproved'
      : 'plan.facts.startByHand',
  );
  return schedule.notBefore
    ? t('plan.facts.notBefore', { start, time: absolute(schedule.notBefore) })
    : start;
}

function artefactFacts({ artefacts }: ShownPlan, t: Text): Fact[] {
  return [
    {
      term: t('plan.facts.images'),
      value: (
        <Stack gap={0.25}>
          {artefacts.images.map(image => (
            <Copy key={`${image.name}@${image.digest}`} mono small>
              {image.name}@{image.digest}
            </Copy>
          ))}
        </Stack>
      ),
    },
    {
      term: t('plan.facts.commit'),
      value: <Copy mono>{artefacts.commit}</Copy>,
    },
    ...(artefacts.pullRequest
      ? [
          {
            term: t('plan.facts.pullRequest'),
            value: (
              <Link to={artefacts.pullRequest}>{artefacts.pullRequest}</Link>
            ),
          },
        ]
      : []),
    ...(artefacts.build
      ? [
          {
            term: t('plan.facts.build'),
            value: <Link to={artefacts.build}>{artefacts.build}</Link>,
          },
        ]
      : []),
    {
      term: t('plan.facts.authors'),
      value:
        artefacts.authors.length > 0 ? (
          <EntityNames refs={artefacts.authors} />
        ) : (
          t('plan.facts.none')
        ),
    },
  ];
}

/** What is released, where, and until when. */
export function PlanFacts(props: {
  service: string;
  plan: ShownPlan;
  playbook: { id: string; version?: number };
  planHash?: string;
}) {
  const t = useText();
  const { plan, playbook } = props;
  return (
    <Facts
      facts={[
        {
          term: t('plan.facts.service'),
          value: <EntityName entityRef={props.service} />,
        },
        { term: t('plan.facts.environment'), value: plan.environment },
        {
          term: t('plan.facts.playbook'),
          value:
            playbook.version === undefined ? (
              playbook.id
            ) : (
              <PlaybookLink
                playbook={{ id: playbook.id, version: playbook.version }}
              />
            ),
        },
        ...artefactFacts(plan, t),
        {
          term: t('plan.facts.target'),
          value: (
            <Stack gap={0.25}>
              {plan.targets.map(target => (
                <span key={targetLabel(target)}>
                  {targetLabel(target)}{' '}
                  <Copy subtle>
                    ({t('plan.facts.backends', target.backends)})
                  </Copy>
                </span>
              ))}
            </Stack>
          ),
        },
        { term: t('plan.facts.start'), value: startText(plan, t) },
        {
          term: t('plan.facts.end'),
          value: t('plan.facts.endMeans', { time: absolute(plan.end) }),
        },
        ...(props.planHash
          ? [
              {
                term: t('plan.facts.hash'),
                value: (
                  <Copy mono small>
                    {props.planHash}
                  </Copy>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}
