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

import { useEffect, useMemo, useState } from 'react';
import {
  documentOf,
  playbookFromYaml,
  playbookToYaml,
  readYaml,
  rewriteYaml,
  type LineProblem,
  type Playbook,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { useSettled } from '../../data/useSettled';
import { ladderAfter, type LadderAction } from '../../draft/state';
import {
  playbookFormOf,
  writtenPlaybook,
  type PlaybookForm,
} from './form/playbookForm';
import { keep, kept, type KeptDraft } from './keptDraft';

/** Stands for a playbook that does not exist yet; no playbook is called so. */
export const NEW_PLAYBOOK = '_';

/** The text that an edit begins with. */
export function yamlOf(playbook: Playbook, title: string): string {
  return playbookToYaml(documentOf(playbook), title);
}

interface DraftState extends KeptDraft {
  /** The fields, as long as they are what the text was last written from. */
  form: PlaybookForm | undefined;
  /** Remarks that stood in what was taken out. */
  lost: readonly string[];
  /** The text before all of it was replaced. */
  before: string | undefined;
}

export interface PlaybookDraft extends KeptDraft {
  write(text: string): void;
  /** Puts another text in its place, which can be taken back. */
  replace(text: string): void;
  takeBack: (() => void) | undefined;
  /** Undefined where fields cannot show what the text says. */
  form: PlaybookForm | undefined;
  edit(action: LadderAction): void;
  setReason(reason: string): void;
  lost: readonly string[];
  /** Forgets what was kept, once it was sent. */
  forget(): void;
  /** Whether it says something else than it began with. */
  touched: boolean;
  /** What the text says, once it comes to rest; undefined while it is wrong. */
  playbook: Playbook | undefined;
  /** What it said when it was last right. */
  shown: Playbook | undefined;
  problems: readonly LineProblem[];
}

/** A tab that closes forgets its drafts, so it asks first. */
function useAskBeforeClosing(touched: boolean): void {
  useEffect(() => {
    if (!touched) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [touched]);
}

/**
 * A playbook that is being written, as one text: fields write into the text,
 * and show what it says. It survives a reload.
 *
 * @param subject - Names the draft among the others of this tab.
 */
export function usePlaybookDraft(
  subject: string,
  initial: KeptDraft,
): PlaybookDraft {
  const [state, setState] = useState<DraftState>(() => ({
    ...(kept(subject) ?? initial),
    form: undefined,
    lost: [],
    before: undefined,
  }));
  const { text, reason, version } = state;
  const settled = useSettled(text);
  const read = useMemo(() => playbookFromYaml(settled), [settled]);
  const [shown, setShown] = useState(read.value ?? undefined);
  if (read.value && read.value !== shown) setShown(read.value);
  const form = useMemo(
    () => state.form ?? playbookFormOf(readYaml(text).value),
    [state.form, text],
  );
  const touched = text !== initial.text || reason !== initial.reason;
  useAskBeforeClosing(touched);
  useEffect(() => {
    keep(subject, touched ? { text, reason, version } : undefined);
  }, [subject, touched, text, reason, version]);

  const set = (changed: Partial<DraftState>) =>
    setState(last => ({ ...last, before: undefined, ...changed }));
  const { before } = state;
  return {
    text,
    reason,
    version,
    form,
    lost: state.lost,
    write: next => set({ text: next, form: undefined, lost: [] }),
    replace: next =>
      set({ text: next, form: undefined, lost: [], before: text }),
    takeBack:
      before === undefined
        ? undefined
        : () => set({ text: before, form: undefined, lost: [] }),
    edit: action => {
      if (!form || action.type === 'touch') return;
      const after = ladderAfter(form, action);
      const written = rewriteYaml(text, writtenPlaybook(after));
      set({
        text: written.text,
        form: after,
        lost: [...state.lost, ...written.lost],
      });
    },
    setReason: next => set({ reason: next }),
    forget: () => keep(subject, undefined),
    touched,
    playbook: settled === text ? read.value ?? undefined : undefined,
    shown,
    problems: read.problems,
  };
}
