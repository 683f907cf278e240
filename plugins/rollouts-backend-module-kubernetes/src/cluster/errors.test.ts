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

import { answerError, retryAfterMs, transportError } from './errors';
import { HTTP_ROUTES } from './resources';

const call = {
  cluster: 'one',
  resource: HTTP_ROUTES,
  namespace: 'shop',
  name: 'checkout',
  dryRun: false,
} as const;
const patch = { ...call, verb: 'patch' } as const;
const get = { ...call, verb: 'get' } as const;
const dryRun = { ...patch, dryRun: true };

function answer(status: number, message = 'why') {
  return {
    status,
    headers: { 'retry-after': '2' },
    body: JSON.stringify({ kind: 'Status', message }),
  };
}

describe('answerError', () => {
  it.each([
    [patch, 400, 'invalid'],
    [patch, 401, 'forbidden'],
    [patch, 403, 'forbidden'],
    [patch, 404, 'not-found'],
    [patch, 409, 'conflict'],
    [patch, 415, 'invalid'],
    [patch, 422, 'conflict'],
    [patch, 429, 'unreachable'],
    [patch, 500, 'unknown-outcome'],
    [patch, 504, 'unknown-outcome'],
    [dryRun, 500, 'unreachable'],
    [get, 503, 'unreachable'],
  ] as const)('%j answered with %i is %s', (description, status, code) => {
    expect(answerError(description, answer(status))).toMatchObject({
      code,
      status,
      retryAfterMs: 2_000,
    });
  });

  it('names the verb, the resource and the namespace of a missing permission', () => {
    expect(answerError(patch, answer(403)).message).toMatch(
      /the verb "patch" on httproutes\.gateway\.networking\.k8s\.io in namespace shop/,
    );
  });

  it('tells a policy from a missing permission', () => {
    const said =
      'httproutes "checkout" is forbidden: ValidatingAdmissionPolicy \'x\' denied request: no';
    expect(answerError(patch, answer(403, said)).message).toMatch(
      /admission policy.*Exempt/,
    );
  });

  it('tells a refusal by the schema from a failed test', () => {
    const body = JSON.stringify({
      message: 'spec.rules: Too many',
      details: { causes: [{ field: 'spec.rules' }] },
    });
    expect(
      answerError(patch, { status: 422, headers: {}, body }),
    ).toMatchObject({
      code: 'invalid',
      status: 422,
      message: expect.stringMatching(/Too many/),
    });
  });

  it('keeps the beginning of a page that is no JSON', () => {
    const error = answerError(get, {
      status: 502,
      headers: {},
      body: '<html>bad gateway</html>',
    });
    expect(error.message).toMatch(/bad gateway/);
  });
});

describe('transportError', () => {
  const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  const reset = Object.assign(new Error('reset'), { code: 'ECONNRESET' });

  it.each([
    ['a write that was cut off', patch, reset, true, 'unknown-outcome'],
    ['a write that never left', patch, reset, false, 'unreachable'],
    ['a write to nobody', patch, refused, true, 'unreachable'],
    ['a dry run that was cut off', dryRun, reset, true, 'unreachable'],
    ['a read that was cut off', get, reset, true, 'unreachable'],
  ] as const)('%s', (_, description, error, sent, code) => {
    expect(transportError(description, error, sent).code).toBe(code);
  });
});

describe('retryAfterMs', () => {
  const now = Date.parse('2026-11-22T10:00:00Z');

  it.each([
    [undefined, null],
    ['3', 3_000],
    ['Sun, 22 Nov 2026 10:00:05 GMT', 5_000],
    ['Sun, 22 Nov 2026 09:00:00 GMT', 0],
    ['soon', null],
  ])('reads %p as %p', (value, expected) => {
    expect(retryAfterMs(value, now)).toBe(expected);
  });
});
