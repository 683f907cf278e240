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
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  COMMANDS,
  type Operation,
  type OperationId,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Request, RequestHandler, Response } from 'express';

type Severity = 'low' | 'medium' | 'high' | 'critical';

/** Ask for something, though they are posted; no need to write down who. */
const QUESTIONS: readonly OperationId[] = [
  'checkPlan',
  'preflightTargets',
  'previewPlan',
  'previewFreeze',
  'previewLineStop',
  'parsePlan',
  'parsePlaybook',
  'askFlaggerGate',
];

const SEVERITIES: Partial<Record<string, Severity>> = {
  exportDecisions: 'high',
  exportDecisionsAsCsv: 'high',
  verifyAudit: 'low',
};

const COMMAND_SEVERITIES: Partial<Record<string, Severity>> = {
  bypass: 'critical',
  approve: 'high',
  'roll-back': 'high',
};

function isAudited({ id, method, path }: Operation): boolean {
  const changes = method === 'post';
  const takesAlong = path.startsWith('/audit/decisions');
  return (
    (changes || takesAlong) && !QUESTIONS.some(question => question === id)
  );
}

function commandOf({ body }: Request): string | undefined {
  const { command }: { command?: unknown } = body ?? {};
  return COMMANDS.find(each => each === command);
}

const kebab = (id: string) =>
  id.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);

/** What `bind` notes of a request. */
interface Called {
  operation: Operation;
  params: Record<string, string>;
}

async function tell(
  auditor: AuditorService,
  { operation, params }: Called,
  request: Request,
  response: Response,
): Promise<void> {
  const command = commandOf(request);
  const event = await auditor.createEvent({
    eventId: kebab(operation.id),
    severityLevel:
      COMMAND_SEVERITIES[command ?? ''] ?? SEVERITIES[operation.id] ?? 'medium',
    request,
    meta: {
      ...params,
      ...(command ? { queryType: command } : {}),
      ...(operation.method === 'get' ? { filter: { ...request.query } } : {}),
    } as Parameters<AuditorService['createEvent']>[0]['meta'],
  });
  const { statusCode } = response;
  if (statusCode < 400 && response.writableFinished) {
    await event.success({ meta: { statusCode } });
    return;
  }
  const error = response.locals.error ?? new Error('The caller left');
  await event.fail({ meta: { statusCode }, error: toError(error) });
}

/**
 * Tells Backstage's auditor of every command and export, also of those that
 * were refused. It never holds up an answer.
 */
export function auditing(
  auditor: AuditorService,
  logger: LoggerService,
): RequestHandler {
  return (request, response, next) => {
    response.once('close', () => {
      const called: Called | undefined = response.locals.called;
      if (!called || !isAudited(called.operation)) return;
      tell(auditor, called, request, response).catch(error =>
        logger.warn('The auditor was not told', toError(error)),
      );
    });
    next();
  };
}
