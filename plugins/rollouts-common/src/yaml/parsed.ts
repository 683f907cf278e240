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

import {
  parseDocument,
  type CreateNodeOptions,
  type Document,
  type DocumentOptions,
  type LineCounter,
  type ParseOptions,
  type SchemaOptions,
  type ToStringOptions,
} from 'yaml';

/** How every text is written: plain YAML 1.2, folded at the 80th column. */
export const WRITING: ToStringOptions = { lineWidth: 80 };

export const CORE: DocumentOptions & SchemaOptions & CreateNodeOptions = {
  version: '1.2',
  schema: 'core',
  aliasDuplicateObjects: false,
};

const READING: ParseOptions & DocumentOptions & SchemaOptions = {
  ...CORE,
  resolveKnownTags: false,
  // Compares every name with every other; `Inspector` does not.
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'error',
};

/** A torn text has an error a character: taking their stacks takes seconds. */
export function parsed(
  text: string,
  lineCounter?: LineCounter,
): Document.Parsed {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return parseDocument(text, { ...READING, lineCounter });
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
