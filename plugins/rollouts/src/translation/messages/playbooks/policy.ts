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

export const policy = {
  maximumFirstExposure: 'First exposure of everyone, at most',
  maximumStep: 'One step of everyone, at most',
  minimumBakeSeconds: 'Bake time, at least',
  minimumSample: 'Sample, at least',
  requiredGuardrails: 'Guardrails in every stage',
  rehearsedWithinDays: 'Rehearsed within',
  endsWithinDays: 'Ends within',
  earlierEnvironment: 'Completed before in',
  buildRequired: 'Names its build',
  authorsByPipeline: 'Authors stated by a pipeline',
  lowRiskFirst: 'Internal users first',
  exposedAtOnce: {
    system: 'Exposed at once in a system',
    namespace: 'Exposed at once in a namespace',
    cluster: 'Exposed at once in a cluster',
  },
  approvals: {
    low: 'At low risk',
    medium: 'At medium risk',
    high: 'At high risk',
    critical: 'At critical risk',
  },
} as const;
