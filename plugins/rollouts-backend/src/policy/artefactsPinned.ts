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

import { pass, policy } from './policy';

const FULL_COMMIT = /^([0-9a-f]{40}|[0-9a-f]{64})$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** What is approved must be what runs, so nothing in it may move. */
export const artefactsPinned = policy({
  name: 'artefacts-pinned',
  title: 'Artefacts pinned',
  needs: ['artefacts'],
  judge({ artefacts }) {
    const loose = artefacts.images.findIndex(
      image => !DIGEST.test(image.digest),
    );
    if (loose >= 0) {
      return {
        outcome: 'fail',
        explanation: `The image ${artefacts.images[loose].name} is not named by its digest`,
        remedy: 'Give the digest: a tag can move after the approval',
        path: ['artefacts', 'images', loose, 'digest'],
      };
    }
    if (!FULL_COMMIT.test(artefacts.commit)) {
      return {
        outcome: 'warn',
        explanation: 'The commit is abbreviated',
        remedy: 'Give all its digits, so that it names one commit for ever',
        path: ['artefacts', 'commit'],
      };
    }
    return pass('Images by digest, and a whole commit');
  },
});
