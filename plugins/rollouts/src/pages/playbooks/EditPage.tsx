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
  Playbook,
  PlaybookView,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router-dom';
import { useExperiment } from '../../data/useExperiment';
import { usePlaybook, usePlaybookChange } from '../../data/usePlaybooks';
import { Failed, Link, PageBody, PageSkeleton } from '../../kit';
import { playbookRouteRef } from '../../routes';
import { useText } from '../../translation/useText';
import { NEW_PLAYBOOK, yamlOf } from './drafts';
import { Editor } from './Editor';
import { exampleOf } from './example';

/** The change that is made again on a newer version, and the learning. */
function Prepared(props: {
  playbook: PlaybookView | undefined;
  from: Playbook;
  subject: string;
}) {
  const t = useText();
  const [params] = useSearchParams();
  const again = params.get('again');
  const learning = params.get('learning');
  const { playbook, from, subject } = props;
  if (again) return <Again {...props} id={again} />;
  const initial = yamlOf(
    from,
    playbook
      ? t('playbooks.remark', { title: playbook.title })
      : t('playbooks.newPlaybook'),
  );
  return learning ? (
    <FromLearning {...props} id={learning} initial={initial} />
  ) : (
    <Editor
      playbook={playbook}
      subject={subject}
      initial={initial}
      reason=""
      learning={undefined}
    />
  );
}

interface Ground {
  playbook: PlaybookView | undefined;
  subject: string;
}

function Again(props: Ground & { from: Playbook; id: string }) {
  const t = useText();
  const { data, failure, retry } = usePlaybookChange(props.id);
  if (failure) return <NotRead refusal={failure} onRetry={retry} />;
  if (!data) return <PageSkeleton />;
  const document = data.document ?? props.from;
  return (
    <Editor
      {...props}
      subject={`${props.subject}/${props.id}`}
      initial={yamlOf(
        document,
        t('playbooks.remark', { title: document.title }),
      )}
      reason={data.reason}
      learning={data.learning?.experimentId}
    />
  );
}

function FromLearning(props: Ground & { id: string; initial: string }) {
  const t = useText();
  const { data, failure, retry } = useExperiment(props.id);
  if (failure) return <NotRead refusal={failure} onRetry={retry} />;
  if (!data) return <PageSkeleton />;
  const { title, conclusion } = data;
  const taught = conclusion?.differently ?? conclusion?.learning ?? '';
  return (
    <Editor
      {...props}
      subject={`${props.subject}/${props.id}`}
      reason={t('playbooks.learned', { title, taught })}
      learning={props.id}
    />
  );
}

function NotRead(props: Parameters<typeof Failed>[0]) {
  return (
    <PageBody>
      <Failed {...props} />
    </PageBody>
  );
}

function NewPlaybook() {
  const t = useText();
  return (
    <Prepared playbook={undefined} from={exampleOf(t)} subject={NEW_PLAYBOOK} />
  );
}

function ExistingPlaybook(props: { id: string }) {
  const { data, failure, retry } = usePlaybook(props.id);
  const linkTo = useRouteRef(playbookRouteRef);
  // What is changed is what was there when the page opened.
  const [base, setBase] = useState(data);
  if (data && !base) setBase(data);
  if (failure) {
    return (
      <PageBody>
        <Failed refusal={failure} onRetry={retry} />
        <Link to={linkTo({ id: props.id })}>{props.id}</Link>
      </PageBody>
    );
  }
  if (!base) return <PageSkeleton />;
  return <Prepared playbook={base} from={base} subject={base.id} />;
}

/** Writes a change of a playbook, or a new playbook, and proposes it. */
export default function EditPage() {
  const { id = '' } = useParams();
  return id === NEW_PLAYBOOK ? <NewPlaybook /> : <ExistingPlaybook id={id} />;
}
