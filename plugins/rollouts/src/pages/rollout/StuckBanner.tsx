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
  type Rollout,
  type TargetRef,
  type TargetState,
} from '@stagecraft/backstage-plugin-rollouts-common';
import {
  Card,
  Code,
  Copy,
  EntityNames,
  Heading,
  RecoverySteps,
  Stack,
  Time,
} from '../../kit';
import { useText } from '../../translation/useText';
import { WhomToCall } from './WhomToCall';

/** As kubectl names what a kind of target moves. */
const OBJECTS: Readonly<Record<string, string>> = {
  'gateway-api': 'httproute.gateway.networking.k8s.io',
  istio: 'virtualservice.networking.istio.io',
  'argo-rollouts': 'rollout.argoproj.io',
  deployment: 'service',
  'feature-flag': 'featureflag.core.openfeature.dev',
};

function linesOfPair({ kind, namespace, backends }: TargetRef): string[] {
  if (kind === 'deployment') {
    return [
      `kubectl -n ${namespace} get deployment ${backends.baseline} ${backends.new}`,
    ];
  }
  return kind === 'gateway-api' || kind === 'argo-rollouts'
    ? [
        `kubectl -n ${namespace} get endpointslices -l kubernetes.io/service-name=${backends.baseline}`,
      ]
    : [];
}

function linesOfCapsule(capsule: string): string[] {
  const [namespace, name] = capsule.split('/');
  return [
    '# the way back that is kept there; apply in place of check takes it',
    `sh take-back.sh check --key capsule.pub --namespace ${namespace} ${name}`,
  ];
}

/** Lines that show what a target serves. Reading only: they change nothing. */
export function linesToLook({
  ref,
  capsule,
}: Pick<TargetState, 'ref' | 'capsule'>): string {
  const object = OBJECTS[ref.kind] ?? ref.kind;
  return [
    `# cluster ${ref.cluster}`,
    `kubectl -n ${ref.namespace} get ${object} ${ref.name} -o yaml`,
    ...linesOfPair(ref),
    ...(capsule ? linesOfCapsule(capsule) : []),
  ].join('\n');
}

/** Which target is stuck, why, what has been tried, and what people do now. */
export function StuckBanner(props: { rollout: Rollout }) {
  const t = useText();
  const { rollout } = props;
  if (rollout.phase !== 'stuck') return null;
  return (
    <div role="alert">
      <Card tone="error" title={t('rollout.stuck.title')} level={2}>
        <Copy block>
          {rollout.summary} {t('rollout.reversal.must')}{' '}
          <EntityNames refs={rollout.whoMustAct} />
        </Copy>
        {rollout.targets
          .filter(target => target.trouble)
          .map(target => {
            const label = targetLabel(target.ref);
            const attempts = String(target.attempts);
            return (
              <Stack key={label} gap={1}>
                <Copy block>
                  <Copy strong>{label}</Copy>: {target.trouble}{' '}
                  {target.seenAt ? (
                    <>
                      {t('rollout.stuck.tried', { attempts })}{' '}
                      <Time at={target.seenAt} />.
                    </>
                  ) : (
                    t('rollout.stuck.neverSeen', { attempts })
                  )}{' '}
                  {target.nextAttemptAt && (
                    <>
                      {t('rollout.stuck.nextTry')}{' '}
                      <Time at={target.nextAttemptAt} />.
                    </>
                  )}
                </Copy>
                <Code label={t('rollout.stuck.look', { target: label })}>
                  {linesToLook(target)}
                </Code>
              </Stack>
            );
          })}
        <Heading level={3}>{t('rollout.stuck.steps')}</Heading>
        <RecoverySteps steps={rollout.recoverySteps} large />
        <WhomToCall playbook={rollout.playbook} />
      </Card>
    </div>
  );
}
