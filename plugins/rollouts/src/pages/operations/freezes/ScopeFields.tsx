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

import type { FreezeScope } from '@stagecraft/backstage-plugin-rollouts-common';
import { useClusters } from '../../../data/useClusters';
import { useServices } from '../../../data/useServices';
import { SelectField, TextField } from '../../../kit';
import { useText } from '../../../translation/useText';

type Kind = FreezeScope['kind'];

const KINDS: readonly Kind[] = ['all', 'system', 'tag', 'cluster', 'service'];

function valueOf(scope: FreezeScope): string {
  if (scope.kind === 'all') return '';
  return 'ref' in scope ? scope.ref : scope.name;
}

export function scopeOf(kind: Kind, value: string): FreezeScope {
  switch (kind) {
    case 'system':
    case 'service':
      return { kind, ref: value };
    case 'tag':
    case 'cluster':
      return { kind, name: value };
    default:
      return { kind: 'all' };
  }
}

/** What there is to pick of a kind; null where it is written. */
function useChoices(kind: Kind): string[] | null {
  const services = useServices().data?.items ?? [];
  const clusters = useClusters().data?.items ?? [];
  switch (kind) {
    case 'system':
      return [...new Set(services.flatMap(({ system }) => system ?? []))];
    case 'service':
      return services.map(({ ref }) => ref);
    case 'cluster':
      return clusters.map(({ name }) => name);
    default:
      return null;
  }
}

/** Everything, or one system, tag, cluster or service. */
export function ScopeFields(props: {
  scope: FreezeScope;
  onChange: (scope: FreezeScope) => void;
  problem?: string;
}) {
  const t = useText();
  const { scope, onChange, problem } = props;
  const choices = useChoices(scope.kind);
  const value = valueOf(scope);
  const change = (text: string) => onChange(scopeOf(scope.kind, text));
  return (
    <>
      <SelectField
        wide
        label={t('freezes.scope.label')}
        value={scope.kind}
        onChange={kind => {
          const known = KINDS.find(each => each === kind) ?? 'all';
          onChange(scopeOf(known, ''));
        }}
        options={KINDS.map(kind => ({
          value: kind,
          label: t(`freezes.scope.kind.${kind}`),
        }))}
      />
      {scope.kind !== 'all' &&
        (choices ? (
          <SelectField
            wide
            required
            label={t(`freezes.scope.pick.${scope.kind}`)}
            value={value}
            onChange={change}
            problem={problem}
            options={[
              { value: '', label: t('freezes.scope.none') },
              ...choices.map(each => ({ value: each, label: each })),
            ]}
          />
        ) : (
          <TextField
            required
            label={t(`freezes.scope.pick.${scope.kind}`)}
            value={value}
            onChange={change}
            problem={problem}
          />
        ))}
    </>
  );
}

/** Whether it is said what it is about. */
export function isWhole(scope: FreezeScope): boolean {
  return scope.kind === 'all' || valueOf(scope).trim() !== '';
}
