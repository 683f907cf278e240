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

import { useEffect, useMemo, useRef, useState } from 'react';
import { useMetrics } from '../../../data/useMetrics';
import { useServices } from '../../../data/useServices';
import { Button, Card, Copy, Row } from '../../../kit';
import { useText } from '../../../translation/useText';
import { FieldsProvider, type FieldsValue } from '../../../draft/FieldsContext';
import { keyOfPath, type Path } from '../../../draft/path';
import { problemBelow } from '../../../draft/problems';
import { touchedAfter } from '../../../draft/state';
import { focusField } from '../../../draft/useFocus';
import type { PlaybookDraft } from '../drafts';
import { PlaybookFields } from './PlaybookFields';
import { fieldOf, fieldProblems, type PlaybookForm } from './playbookForm';

/** Groups that the playbook names already, and those of services. */
function useGroups({ about, plan }: PlaybookForm): string[] {
  const services = useServices().data?.items;
  const named = [
    about.owner,
    about.overrules,
    ...plan.stages.flatMap(({ approvals, milestones }) => [
      approvals.from,
      ...(approvals.also ?? []).map(({ from }) => from),
      ...milestones.map(({ role }) => role),
    ]),
    ...(services ?? []).flatMap(({ owner, approvers }) => [
      owner,
      ...approvers,
    ]),
  ];
  return [
    ...new Set(
      named.filter((ref): ref is string => Boolean(ref?.includes(':'))),
    ),
  ].sort();
}

/** Where the focus is to go, and how often that was asked. */
export interface Wanted {
  path: Path;
  times: number;
}

function Fields(props: {
  draft: PlaybookDraft;
  form: PlaybookForm;
  isNew: boolean;
  /** Whether all problems show, also those of fields nobody has left. */
  tried: boolean;
  wanted: Wanted | undefined;
}) {
  const { draft, form, tried, wanted } = props;
  const [touched, setTouched] = useState<readonly string[]>([]);
  const metrics = useMetrics().data?.items;
  const groups = useGroups(form);
  const body = useRef<HTMLDivElement>(null);
  const problems = useMemo(
    () => fieldProblems(draft.problems, form),
    [draft.problems, form],
  );
  const goTo = useMemo(
    () => wanted && fieldOf(wanted.path, form),
    // Where it went once, edits do not lead again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [wanted],
  );
  useEffect(() => {
    if (goTo && body.current) focusField(body.current, goTo);
  }, [goTo]);
  const value: FieldsValue = {
    form,
    dispatch: action => {
      if (action.type === 'touch') {
        setTouched(last => touchedAfter(last, action.path));
      } else draft.edit(action);
    },
    problemAt: path =>
      tried || goTo !== undefined || touched.includes(keyOfPath(path))
        ? problemBelow(problems, path)?.message
        : undefined,
    groups,
    metrics: metrics ?? [],
    service: '',
  };
  return (
    <FieldsProvider value={value}>
      <div ref={body}>
        <PlaybookFields form={form} isNew={props.isNew} />
      </div>
    </FieldsProvider>
  );
}

/** The draft in fields; or why they cannot show it, and what to do. */
export function PlaybookFormView(
  props: Omit<Parameters<typeof Fields>[0], 'form'> & { onYaml: () => void },
) {
  const t = useText();
  const { onYaml, ...rest } = props;
  const { form } = props.draft;
  if (form) return <Fields {...rest} form={form} />;
  return (
    <Card title={t('playbooks.form.notShown')} tone="warning">
      <Copy block>{t('playbooks.form.notShownText')}</Copy>
      <Row>
        <Button onPress={onYaml}>{t('playbooks.form.toYaml')}</Button>
      </Row>
    </Card>
  );
}
