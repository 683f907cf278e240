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
import { useService } from '../data/useServices';
import { ActionButton, Button, ClosedReason, Failed, Stack } from '../kit';
import { requestRouteRef } from '../routes';
import { useText } from '../translation/useText';

/** *Request a rollout*, or why not, who could, and what would open it. */
export function RequestState(props: {
  service: string;
  /** Says why not at once, instead of on a press. */
  spelledOut?: boolean;
}) {
  const t = useText();
  const request = useRouteRef(requestRouteRef);
  const { data, failure, retry } = useService(props.service);
  if (failure) {
    return (
      <Failed
        refusal={failure}
        title={t('entity.failedRequest')}
        onRetry={retry}
      />
    );
  }
  // Nothing to press before it is known what a press would do.
  if (!data) return null;
  if (data.request.open) {
    return (
      <Button
        tone="main"
        to={`${request()}?service=${encodeURIComponent(props.service)}`}
      >
        {t('entity.request')}
      </Button>
    );
  }
  return (
    <Stack align="flex-start">
      <ActionButton
        label={t('entity.request')}
        closed={data.request}
        onPress={() => undefined}
      />
      {props.spelledOut && <ClosedReason closed={data.request} />}
    </Stack>
  );
}
