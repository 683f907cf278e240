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

import type {
  AuditFault,
  AuditVerdict,
  Verification,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { chainOfRecord } from '../chain/entry';

/** The chain of the first bad entry; undefined where none is named. */
export function chainOfFault({ verdict }: Verification): string | undefined {
  const fault = verdict?.fault;
  if (fault?.what === 'decision') return fault.experimentId;
  return fault?.what === 'act' ? chainOfRecord(fault.record) : undefined;
}

function narrowFault(fault: AuditFault, faultVisible: boolean): AuditFault {
  if (fault.what === 'head') {
    const sentence = 'A tree head is not as it was signed';
    return { what: 'head', size: null, sentence };
  }
  if (fault.what === 'copy') {
    const sentence = `The copy ${fault.name} is not as it was written, or lacks what it had`;
    return { ...fault, size: null, sentence };
  }
  if (fault.what === 'hidden' || !faultVisible) {
    const sentence =
      'An entry of a service that you may not see is not as it was recorded: who may see everything is shown which';
    return { what: 'hidden', sentence };
  }
  const named =
    fault.what === 'decision'
      ? `Decision ${fault.seq} of experiment ${fault.experimentId}`
      : `Act ${fault.seq} on the ${fault.record.kind.replace('-', ' ')} ${
          fault.record.id
        }`;
  const sentence = `${named} is not as it was recorded`;
  return { ...fault, place: null, sentence };
}

function narrowVerdict(
  verdict: AuditVerdict,
  faultVisible: boolean,
): AuditVerdict {
  const fault = verdict.fault && narrowFault(verdict.fault, faultVisible);
  const sentence = fault
    ? `Not intact. ${fault.sentence}.`
    : 'Intact: all decisions and acts are as they were recorded, those that you may not see too.';
  return {
    intact: verdict.intact,
    sentence,
    fault,
    decisions: null,
    experiments: null,
    acts: null,
    records: null,
    head: null,
    newer: null,
    copies: [],
    seconds: null,
  };
}

/**
 * A verification without what counts or names entries that its reader may not
 * see.
 */
export function narrowVerification(
  verification: Verification,
  { faultVisible }: { faultVisible: boolean },
): Verification {
  const { verdict } = verification;
  return {
    ...verification,
    checked: null,
    total: null,
    trouble: verification.trouble && 'It could not be finished',
    verdict: verdict && narrowVerdict(verdict, faultVisible),
  };
}
