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

import { useText } from '../../../translation/useText';
import { useDraftValue } from '../draft/DraftContext';
import type { Option } from './inputs';

/** Who can be asked: by relation to the service, or its groups by name. */
export function useRoleOptions(): Option[] {
  const t = useText();
  const { services, state } = useDraftValue();
  const service = services.find(({ ref }) => ref === state.form.service);
  const groups = [service?.owner, ...(service?.approvers ?? [])].filter(
    (ref): ref is string => Boolean(ref),
  );
  return [
    ...(['approvers', 'owners', 'operators'] as const).map(role => ({
      value: role,
      label: t(`kit.roles.${role}`),
    })),
    ...[...new Set(groups)].map(ref => ({ value: ref, label: ref })),
  ];
}
