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

import { request } from '../translation/messages/request';
import type { Text } from '../translation/useText';
import type { Form } from './form';
import type { Path } from './path';

type FieldName = keyof typeof request.field;

function isField(name: unknown): name is FieldName {
  return typeof name === 'string' && Object.hasOwn(request.field, name);
}

/** Names that stand for another field than elsewhere. */
function nameHere(name: FieldName, path: Path): FieldName {
  if (name === 'name' && path.includes('images')) return 'image';
  return name === 'audience' && path[0] === 'experiment' ? 'forAudience' : name;
}

/** A field in words: "Stage 2 (five-percent), Exposure". */
export function placeOf(path: Path, form: Form, t: Text): string {
  const [root, list, index] = path;
  const name = path.findLast(isField);
  const field = isField(name)
    ? t(`request.field.${nameHere(name, path)}`)
    : undefined;
  if (root !== 'plan' || typeof index !== 'number' || path.length < 4) {
    return field ?? t('request.place.whole');
  }
  const place = (text: string) =>
    field ? t('request.place.in', { place: text, field }) : text;
  if (list === 'stages') {
    return place(
      t('request.place.stage', {
        number: String(index + 1),
        name: form.plan.stages[index]?.name ?? '',
      }),
    );
  }
  return list === 'guardrails'
    ? place(
        t('request.place.guardrail', {
          name: form.plan.guardrails[index]?.name ?? '',
        }),
      )
    : field ?? t('request.place.whole');
}
