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

import { Fragment } from 'react';
import { nameOfRef } from '@stagecraft/backstage-plugin-rollouts-common';
import { EntityName } from './EntityName';

const WORD = /([\w.-]*[\w-])/;

/**
 * A sentence of the API, which names people and groups by their references'
 * names, with the titles that the catalogue has for them.
 */
export function Titled(props: { text: string; refs: readonly string[] }) {
  const { text, refs } = props;
  const byName = new Map(
    refs.filter(ref => ref.includes(':')).map(ref => [nameOfRef(ref), ref]),
  );
  return (
    <>
      {text.split(WORD).map((part, index) => {
        const ref = byName.get(part);
        return (
          // eslint-disable-next-line react/no-array-index-key
          <Fragment key={index}>
            {ref ? <EntityName entityRef={ref} plain /> : part}
          </Fragment>
        );
      })}
    </>
  );
}
