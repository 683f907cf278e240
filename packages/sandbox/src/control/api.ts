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

import { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { BEHAVIOURS } from '../behaviour/behaviours';
import { Faults, faultSchema } from '../faults/faults';
import { underFaults } from '../faults/inject';
import {
  BodyTooLargeError,
  readBody,
  sendJson,
  sendText,
} from '../http/messages';
import { querySchema, UNITS } from '../metrics/query';
import { ControlError, parseJson } from './errors';
import { World } from './world';

const behaviourSchema = z.strictObject({ behaviour: z.enum(BEHAVIOURS) });
const watchesSchema = z.strictObject({
  /** Also forget the past, so that resuming answers 410. */
  compact: z.boolean().default(false),
});

interface Route {
  method: string;
  path: RegExp;
  answer(
    this: void,
    exchange: {
      body: string;
      parameters: string[];
      response: ServerResponse;
    },
  ): void | Promise<void>;
}

/** `/sandbox/v1/…`: what a person, the portal and tests steer the world with. */
export class ControlApi {
  readonly #routes: Route[];

  constructor(world: World, faults: Faults) {
    this.#routes = routesOf(world, faults);
  }

  async handle(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
  ): Promise<void> {
    try {
      const here = this.#routes.filter(({ path }) => path.test(url.pathname));
      const route = here.find(({ method }) => method === request.method);
      if (!route) {
        throw here.length > 0
          ? new ControlError(
              405,
              `${url.pathname} takes ${here
                .map(({ method }) => method)
                .join(' or ')}.`,
            )
          : new ControlError(
              404,
              `The sandbox has nothing at ${url.pathname}.`,
            );
      }
      const [, ...parameters] = route.path.exec(url.pathname) ?? [];
      const body = await readBody(request);
      await route.answer({
        body,
        parameters: parameters.map(decodeURIComponent),
        response,
      });
    } catch (error) {
      const failure = toControlError(error);
      sendJson(response, failure.status, failure.toBody());
    }
  }
}

function toControlError(error: unknown): ControlError {
  if (error instanceof ControlError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new ControlError(
    error instanceof BodyTooLargeError ? 413 : 500,
    message,
  );
}

function routesOf(world: World, faults: Faults): Route[] {
  return [
    {
      method: 'GET',
      path: /^\/sandbox\/v1\/services$/,
      answer: ({ response }) =>
        sendJson(response, 200, { services: world.services() }),
    },
    {
      method: 'PUT',
      path: /^\/sandbox\/v1\/services\/([^/]+)\/behaviour$/,
      answer: ({ body, parameters, response }) => {
        const { behaviour } = parseJson(behaviourSchema, body);
        sendJson(response, 200, world.setBehaviour(parameters[0], behaviour));
      },
    },
    {
      method: 'POST',
      path: /^\/sandbox\/v1\/query$/,
      answer: ({ body, response }) => {
        const query = parseJson(querySchema, body);
        return underFaults(
          faults,
          { surface: 'metrics', verb: 'query' },
          response,
          ({ status }) =>
            sendJson(
              response,
              status,
              new ControlError(status, 'Injected by the sandbox.').toBody(),
            ),
          () => {
            const results = world.query(query);
            sendJson(response, 200, {
              unit: UNITS[query.measure],
              ...(query.ends ? { results } : results[0]),
            });
          },
        );
      },
    },
    {
      method: 'GET',
      path: /^\/sandbox\/v1\/state$/,
      answer: ({ response }) => sendJson(response, 200, world.state()),
    },
    {
      method: 'GET',
      path: /^\/sandbox\/v1\/objects$/,
      answer: ({ response }) =>
        sendText(response, 200, 'application/yaml', world.objectsAsYaml()),
    },
    {
      method: 'POST',
      path: /^\/sandbox\/v1\/reset$/,
      answer: ({ response }) => {
        world.reset();
        sendJson(response, 200, world.state());
      },
    },
    {
      method: 'POST',
      path: /^\/sandbox\/v1\/watches\/drop$/,
      answer: ({ body, response }) => {
        const { compact } = parseJson(watchesSchema, body || '{}');
        sendJson(response, 200, { dropped: world.dropWatches(compact) });
      },
    },
    {
      method: 'GET',
      path: /^\/sandbox\/v1\/faults$/,
      answer: ({ response }) =>
        sendJson(response, 200, { faults: faults.list() }),
    },
    {
      method: 'POST',
      path: /^\/sandbox\/v1\/faults$/,
      answer: ({ body, response }) =>
        sendJson(response, 201, faults.add(parseJson(faultSchema, body))),
    },
    {
      method: 'DELETE',
      path: /^\/sandbox\/v1\/faults$/,
      answer: ({ response }) => {
        faults.clear();
        sendJson(response, 200, { faults: [] });
      },
    },
    {
      method: 'DELETE',
      path: /^\/sandbox\/v1\/faults\/([^/]+)$/,
      answer: ({ parameters, response }) => {
        if (!faults.remove(parameters[0])) {
          throw new ControlError(404, `There is no fault ${parameters[0]}.`);
        }
        sendJson(response, 200, { faults: faults.list() });
      },
    },
  ];
}
