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

import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import type {
  PlaybookView,
  Rollout,
  ServiceView,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { useRollout } from '../../data/useRollout';
import { usePlaybooks } from '../../data/usePlaybooks';
import { useServices } from '../../data/useServices';
import { useViewer } from '../../data/useViewer';
import { Failed, Heading, PageBody, PageSkeleton } from '../../kit';
import { useText } from '../../translation/useText';
import { initialForm } from '../../draft/initial';
import { formOfPlan } from '../../draft/template';
import { Wizard } from './Wizard';

interface Ground {
  viewer: string;
  services: readonly ServiceView[];
  playbooks: readonly PlaybookView[];
}

function FirstRequest(props: Ground) {
  const t = useText();
  const [params] = useSearchParams();
  const service = params.get('service') ?? '';
  const playbook = params.get('playbook') ?? '';
  // What is there when the page opens; a draft must not change by itself.
  const [initial] = useState(() =>
    initialForm({ ...props, service, playbook, now: Date.now() }),
  );
  return (
    <Wizard
      {...props}
      initial={initial}
      subject={service || 'any'}
      title={t('request.title')}
    />
  );
}

function Revision(props: Ground & { rollout: Rollout }) {
  const t = useText();
  const { rollout } = props;
  const { plan, planHash, hypothesis, businessGoal } = rollout;
  const { title } = rollout.experiment;
  const [initial] = useState(() =>
    formOfPlan(plan, { title, businessGoal, hypothesis }),
  );
  const revised = useMemo(
    () => ({ id: rollout.id, version: rollout.version }),
    [rollout.id, rollout.version],
  );
  return (
    <Wizard
      {...props}
      initial={initial}
      // A draft over another plan would bring back what that one had.
      subject={`${rollout.id}/${planHash}`}
      revised={revised}
      title={t('request.reviseTitle', { title })}
    />
  );
}

function ReviseGate(props: Ground & { id: string }) {
  const rollout = useRollout(props.id);
  if (rollout.failure) {
    return (
      <PageBody>
        <Failed refusal={rollout.failure} onRetry={rollout.retry} />
      </PageBody>
    );
  }
  if (!rollout.data) return <PageSkeleton />;
  // One draft a plan: what others revise meanwhile starts another one.
  return (
    <Revision {...props} key={rollout.data.planHash} rollout={rollout.data} />
  );
}

/** Requests a rollout of a service, or revises the plan of one. */
export default function RequestPage() {
  const t = useText();
  const [params] = useSearchParams();
  const revise = params.get('revise');
  const viewer = useViewer();
  const services = useServices();
  const playbooks = usePlaybooks();
  const failed = [services, playbooks].find(read => read.failure);
  if (failed?.failure) {
    return (
      <PageBody>
        <Heading level={2}>{t('request.title')}</Heading>
        <Failed refusal={failed.failure} onRetry={failed.retry} />
      </PageBody>
    );
  }
  if (!services.data || !playbooks.data || viewer === undefined) {
    return <PageSkeleton />;
  }
  const ground = {
    viewer,
    services: services.data.items,
    playbooks: playbooks.data.items.filter(({ retiredAt }) => !retiredAt),
  };
  return revise ? (
    <ReviseGate {...ground} id={revise} key={revise} />
  ) : (
    <FirstRequest {...ground} key={params.toString()} />
  );
}
