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

import { HarmBar } from '../harm/HarmBar';
import { styles } from '../kit';
import { IfReadable } from '../permissions/IfReadable';
import { NotReadable } from '../permissions/NotReadable';
import { Exposed } from './Exposed';
import { WaitsForMe } from './WaitsForMe';

const useStyles = styles(({ space }) => ({
  parts: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 380px), 1fr))',
    gap: space(3),
    alignItems: 'start',
  },
  harm: { '& section': { marginBottom: space(2) } },
}));

/** Harm to acknowledge, what waits for the viewer, what is exposed. */
export function RolloutsWidget() {
  const css = useStyles();
  return (
    <IfReadable otherwise={<NotReadable />}>
      <div className={css.harm}>
        <HarmBar />
      </div>
      <div className={css.parts}>
        <WaitsForMe />
        <Exposed />
      </div>
    </IfReadable>
  );
}

/** Name under which home pages look for the widget's body. */
export { RolloutsWidget as Content };
