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

export * from './BlastRadius';
export * from './ChangeDiff';
export * from './Departures';
export * from './ExposureFrame';
export * from './GuardrailsTable';
export * from './HeldPreflight';
export * from './LineProblems';
export * from './HypothesisText';
export * from './PlanFacts';
export * from './PlanView';
export * from './PlaybookLink';
export * from './PolicyResults';
export * from './RiskTier';
export * from './Preflight';
export * from './StagesTable';
export * from './SuccessMetrics';
export * from './TargetPreviews';
export * from './WayBack';
export * from './words';
