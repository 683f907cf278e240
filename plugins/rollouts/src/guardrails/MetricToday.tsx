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

import { formatValue, Time } from '../kit';
import { useText } from '../translation/useText';
import { useFields } from '../draft/FieldsContext';

/** A metric's value of today with its age, or why there is none. */
export function MetricToday(props: { name: string }) {
  const t = useText();
  const { metrics } = useFields();
  const view = metrics.find(({ definition }) => definition.name === props.name);
  if (!view) return null;
  if (view.current === null) {
    return (
      <>
        {t('request.hypothesis.noToday', {
          trouble: view.trouble ?? t('request.hypothesis.noValue'),
        })}
      </>
    );
  }
  return (
    <>
      {t('request.hypothesis.today', {
        value: formatValue(view.current, view.definition.unit),
      })}
      {view.at && (
        <>
          {', '}
          <Time at={view.at} />
        </>
      )}
    </>
  );
}
