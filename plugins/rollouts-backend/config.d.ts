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

import type { HumanDuration } from '@backstage/types';

export interface Config {
  /** Governed rollouts. */
  rollouts?: {
    /**
     * Groups, as entity references, whose members may hold and roll back any
     * rollout, whoever owns its service.
     */
    operators?: string[];
    /** How decisions are proved to be all there, and as they were recorded. */
    audit?: {
      /**
       * The Ed25519 key that signs tree heads: PKCS#8 in PEM.
       * @visibility secret
       */
      signingKey?: string;
      /** A file that holds it. */
      signingKeyFile?: string;
      /** Files of public keys that signed earlier heads. */
      formerPublicKeyFiles?: string[];
      /** Where each tree head is copied: a folder, or a URL. */
      copies?: {
        /** Its file tree-heads.jsonl grows. */
        folder?: string;
        /**
         * Where heads are posted; begins with https://.
         * @visibility secret
         */
        url?: string;
        /**
         * Sent there as a bearer token.
         * @visibility secret
         */
        token?: string;
        /**
         * Where what was posted can be read, a line each.
         * @visibility secret
         */
        readUrl?: string;
      }[];
      /** Between two heads, when there is something new. Default: 10 s. */
      interval?: HumanDuration | string;
      /**
       * How long no head may reach the copies before operators are told.
       * Default: 15 minutes.
       */
      alertAfter?: HumanDuration | string;
    };
    approvals?: {
      /** How long an approval counts unless it is used. Default: 7 days. */
      expireAfter?: HumanDuration | string;
    };
    /**
     * Groups, as entity references, that hear of every emergency bypass,
     * besides the owners of the service and the operators.
     */
    security?: string[];
    /** Who may roll back any rollout of a system, whoever owns its services. */
    rollbackAuthority?: {
      /** An entity reference such as `system:default/shop`, or `*` for all. */
      system: string;
      /** As entity references. */
      groups: string[];
    }[];
    /**
     * Paths of YAML files with further playbooks, one a file, relative to the
     * backend's working directory. One with the id of a shipped playbook
     * takes its place.
     */
    playbooks?: string[];
    /**
     * What tokens of services may do: those of `backend.auth.externalAccess`,
     * and of other plugins that act by themselves. One that is not here may do
     * nothing.
     */
    tokens?: Array<{
      /**
       * As Backstage names it: the subject of a static token as it stands in
       * `backend.auth.externalAccess`, `external:…` of one verified by JWKS,
       * or `plugin:…`.
       */
      subject: string;
      /** Entity references of services; `*` for all. */
      services: string[] | '*';
      /**
       * `propose` requests and revises rollouts, `ask` reads, `report` says
       * what was seen, `hold` and `roll-back` are the commands of that name.
       */
      commands: Array<'propose' | 'ask' | 'report' | 'hold' | 'roll-back'>;
    }>;
    /**
     * What every plan must meet, whatever its playbook. Where the playbook
     * demands more, that counts. Shares are basis points.
     */
    policy?: {
      /** Of everyone, in the first stage that exposes everyone. */
      maximumFirstExposure?: number;
      /** From one stage of everyone to the next. */
      maximumStep?: number;
      /** Of every stage. */
      minimumBakeSeconds?: number;
      /** Requests, of every stage. */
      minimumSample?: number;
      /** Metrics that a guardrail watches in every stage. */
      requiredGuardrails?: string[];
      /** In production: a drill passed within so many days. */
      rehearsedWithinDays?: number;
      endsWithinDays?: number;
      /** In production: where the same images must have completed before. */
      earlierEnvironment?: string;
      /** Whether the artefacts name their build and authors. */
      buildRequired?: boolean;
      /** Whether a pipeline must have stated who wrote the images. */
      authorsByPipeline?: boolean;
      /** Whether internal users must come first. */
      lowRiskFirst?: boolean;
      /** Rollouts that may be exposed at the same time. */
      exposedAtOnce?: { system?: number; namespace?: number; cluster?: number };
      /** Quorums of every stage of everyone, by tier of risk and those above. */
      approvals?: {
        [tier in 'low' | 'medium' | 'high' | 'critical']?: {
          required: number;
          /** approvers, owners, operators, or a reference of a group. */
          from: string;
        }[];
      };
    };
    risk?: {
      /** Names of the environments that are production. Default: production. */
      production?: string[];
      /** Places where every change is critical. */
      critical?: { cluster?: string; namespace?: string }[];
    };
    /** Receivers that are told what people are told, each delivery signed. */
    webhooks?: {
      /** A short name: lower case letters, digits and dashes. */
      id: string;
      /**
       * `https://`; in clear only to this machine. Redirects are not followed.
       * Left out for PagerDuty: its Events API v2.
       *
       * @visibility secret
       */
      url?: string;
      /** Default: `stagecraft`. */
      format?: 'stagecraft' | 'slack' | 'teams' | 'pagerduty';
      /**
       * Signs each delivery; at least 16 characters. `stagecraft` needs one.
       *
       * @visibility secret
       */
      secret?: string;
      /**
       * Of a PagerDuty integration.
       *
       * @visibility secret
       */
      routingKey?: string;
      /** Default: all; for PagerDuty what on-call is paged for. */
      topics?: string[];
      /** Default: `low`, which is all. */
      minimumSeverity?: 'critical' | 'high' | 'normal' | 'low';
      /** Only rollouts of these services, or of `systems`: entity references. */
      services?: string[];
      systems?: string[];
    }[];
    sampling?: {
      /** Between two looks at the metrics, in whole seconds. Default: 10 s. */
      interval?: HumanDuration | string;
      /** How long samples are kept. Default: 14. */
      retentionDays?: number;
    };
    controller?: {
      /** Between two looks at an exposed target. Default: 10 s. */
      interval?: HumanDuration | string;
      /**
       * How long a target may take to be read back as decided, before the
       * rollout is held. Default: 2 minutes.
       */
      exposeWithin?: HumanDuration | string;
    };
    metrics?: {
      /**
       * Metric definitions, or paths of YAML files that hold some, relative to
       * the backend's working directory. They take the place of those of the
       * same name that ship with a metrics provider.
       */
      definitions?: (string | { [key: string]: unknown })[];
    };
  };
}
