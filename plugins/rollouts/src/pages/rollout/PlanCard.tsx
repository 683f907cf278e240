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

import type { Rollout } from '@stagecraft/backstage-plugin-rollouts-common';
import { useYamlFile } from '../../data/usePlaybooks';
import {
  Button,
  Card,
  Copy,
  Disclosure,
  EntityName,
  EntityNames,
  Facts,
  Link,
  RecoverySteps,
  Refused,
  shortHash,
  Stack,
  Time,
} from '../../kit';
import { PlaybookLink } from '../../plan';
import { useText } from '../../translation/useText';

/** What was approved: hash, artefacts, playbook, and its recovery steps. */
export function PlanCard(props: { rollout: Rollout }) {
  const t = useText();
  const { rollout } = props;
  const file = useYamlFile();
  const { artefacts, rollbackPlan } = rollout.plan;
  const troubled = rollout.phase === 'held' || rollout.phase === 'stuck';
  return (
    <Card
      title={t('rollout.plan.title')}
      actions={
        <Button
          small
          busy={file.busy}
          onPress={() => file.take({ rollout: rollout.id })}
        >
          {t('playbooks.export')}
        </Button>
      }
    >
      <Refused
        refusal={file.refusal}
        title={t('playbooks.exportFailed')}
        level={4}
      />
      <Facts
        facts={[
          {
            term: t('rollout.plan.requested'),
            value: <EntityName entityRef={rollout.requestedBy} />,
          },
          {
            term: t('rollout.plan.hash'),
            value: (
              <span title={rollout.planHash}>
                <Copy mono>{shortHash(rollout.planHash)}</Copy>
              </span>
            ),
          },
          {
            term: t('rollout.plan.image'),
            value: (
              <Stack gap={0.25}>
                {artefacts.images.map(image => (
                  <span key={image.digest} title={image.digest}>
                    {image.name}{' '}
                    <Copy mono subtle>
                      @{image.digest.slice(0, 19)}
                    </Copy>
                  </span>
                ))}
              </Stack>
            ),
          },
          {
            term: t('rollout.plan.commit'),
            value: <Copy mono>{artefacts.commit}</Copy>,
          },
          ...(artefacts.pullRequest
            ? [
                {
                  term: t('rollout.plan.change'),
                  value: (
                    <Link to={artefacts.pullRequest}>
                      {t('rollout.plan.pullRequest')}
                    </Link>
                  ),
                },
              ]
            : []),
          {
            term: t('rollout.plan.authors'),
            value: <EntityNames refs={artefacts.authors} />,
          },
          {
            term: t('rollout.plan.playbook'),
            value: <PlaybookLink playbook={rollout.playbook} />,
          },
          {
            term: t('rollout.plan.ends'),
            value: (
              <>
                <Time at={rollout.endsAt} />, {t('rollout.plan.endsNote')}
              </>
            ),
          },
          { term: t('rollout.plan.rollback'), value: rollbackPlan.notes },
        ]}
      />
      <Disclosure
        // Remounts when trouble begins, so that the steps open then.
        key={String(troubled)}
        title={t('rollout.plan.recovery')}
        open={troubled}
      >
        <RecoverySteps steps={rollout.recoverySteps} />
      </Disclosure>
    </Card>
  );
}
