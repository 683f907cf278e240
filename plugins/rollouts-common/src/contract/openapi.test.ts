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

import { openApiDocument, operations } from '.';

const document = openApiDocument('http://localhost/api/rollouts/v1');

describe('the OpenAPI document', () => {
  it('has every operation, each once', () => {
    const ids = Object.values(document.paths).flatMap(path =>
      Object.values(path).map(
        operation => (operation as { operationId: string }).operationId,
      ),
    );
    expect(ids.sort()).toEqual(Object.keys(operations).sort());
  });

  it('declares every parameter that a path names', () => {
    for (const operation of Object.values(operations)) {
      const named = [...operation.path.matchAll(/\{(\w+)\}/g)].map(
        match => match[1],
      );
      const described = document.paths[operation.path][operation.method] as {
        parameters: { name: string; in: string }[];
      };
      expect(
        described.parameters
          .filter(parameter => parameter.in === 'path')
          .map(parameter => parameter.name),
      ).toEqual(named);
    }
  });

  it('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  });
});
