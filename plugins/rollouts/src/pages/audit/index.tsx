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

import { useAudit } from '../../data/useAudit';
import {
  Block,
  Clock,
  Copy,
  Failed,
  Fresh,
  Heading,
  LoadingNote,
  PageBody,
  StaleBanner,
} from '../../kit';
import { useText } from '../../translation/useText';
import { Acts } from './Acts';
import { Counts } from './Counts';
import { ExportForm } from './ExportForm';
import { Outside } from './Outside';
import { VerificationCard } from './VerificationCard';

function State() {
  const t = useText();
  const audit = useAudit();
  const { data, failure } = audit;
  if (failure) {
    return (
      <Failed
        refusal={failure}
        title={t('audit.failed')}
        onRetry={audit.retry}
      />
    );
  }
  if (!data) {
    return (
      <>
        <LoadingNote />
        <Block height={88} />
        <Block height={320} />
      </>
    );
  }
  return (
    <>
      <StaleBanner {...audit} />
      <Fresh interrupted={audit.interrupted}>
        <Clock now={data.now} receivedAt={audit.receivedAt}>
          <Counts state={data} />
          <VerificationCard verification={data.verification} />
          <Outside state={data} />
          <Acts />
          <ExportForm />
        </Clock>
      </Fresh>
    </>
  );
}

/** Whether every entry is as it was recorded, and taking all of it along. */
export default function AuditPage() {
  const t = useText();
  return (
    <PageBody>
      <Heading level={2}>{t('audit.heading')}</Heading>
      <Copy block subtle>
        {t('audit.intro')}
      </Copy>
      <State />
    </PageBody>
  );
}
