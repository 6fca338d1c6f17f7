/**
 * What the author of an adapter tests it with: `import { … } from 'zustellwerk/testing'`.
 *
 * @module
 */

export type { Level } from './kit/case.ts';
export { type CaseName, caseNames } from './kit/case-names.ts';
export { conformance, type TestRunner } from './kit/conformance.ts';
export { type CaseResult, type CaseState, isGreen, type Report } from './kit/report.ts';
export { writeHtml } from './kit/report-html.ts';
export { writeJunit } from './kit/report-junit.ts';
export type { Rig } from './kit/rig.ts';
export { type ConformanceOptions, runConformance } from './kit/run-conformance.ts';
export type { SampleMessage } from './kit/sample.ts';
export { type Behaviour, type BehaviourKind, findingsOf } from './simulators/behaviour.ts';
export { type Simulator, type SimulatorName, simulators } from './simulators/catalogue.ts';
export {
  type HttpCall,
  type HttpReply,
  type HttpStep,
  type HttpTarget,
  type HttpTargetSettings,
  startHttpTarget,
} from './simulators/http-target.ts';
export type { SimulatorSettings } from './simulators/settings.ts';
export type { HeldMessage, Target, TargetAttachment, TargetCall } from './simulators/target.ts';
