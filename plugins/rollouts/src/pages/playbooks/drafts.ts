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
import {
  documentOf,
  playbookFromYaml,
  playbookToYaml,
  type LineProblem,
  type Playbook,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { useSettled } from '../../data/useSettled';

/** Stands for a playbook that does not exist yet; no playbook is called so. */
export const NEW_PLAYBOOK = '_';

/** The text that an edit begins with. */
export function yamlOf(playbook: Playbook, title: string): string {
  return playbookToYaml(documentOf(playbook), title);
}

/** A playbook to begin a new one from. */
export function yamlOfNew(from: Playbook, title: string): string {
  const { owner, demonstration, ...rest } = documentOf(from);
  return playbookToYaml({ ...rest, id: 'my-playbook', title }, title);
}

function keyFor(subject: string): string {
  return `stagecraft.rollouts.playbook/${subject}`;
}

function kept(subject: string): string | undefined {
  try {
    return sessionStorage.getItem(keyFor(subject)) ?? undefined;
  } catch {
    // Blocked storage holds no draft.
    return undefined;
  }
}

function keep(subject: string, text: string | undefined): void {
  try {
    if (text === undefined) sessionStorage.removeItem(keyFor(subject));
    else sessionStorage.setItem(keyFor(subject), text);
  } catch {
    // It is then lost with the page, as everything else on it.
  }
}

export interface YamlDraft {
  text: string;
  write(text: string): void;
  /** Back to what it began with. */
  reset(): void;
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

/** A playbook that is being written as YAML; it survives a reload. */
export function useYamlDraft(subject: string, initial: string): YamlDraft {
  const [text, setText] = useState(() => kept(subject) ?? initial);
  const settled = useSettled(text);
  const read = useMemo(() => playbookFromYaml(settled), [settled]);
  const [shown, setShown] = useState(read.value ?? undefined);
  if (read.value && read.value !== shown) setShown(read.value);
  const write = (next: string) => {
    setText(next);
    keep(subject, next === initial ? undefined : next);
  };
  return {
    text,
    write,
    reset: () => write(initial),
    forget: () => keep(subject, undefined),
    touched: text !== initial,
    playbook: read.value ?? undefined,
    shown,
    problems: read.problems,
  };
}
