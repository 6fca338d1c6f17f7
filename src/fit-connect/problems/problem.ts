import { isObject } from '../base64url.ts';

/** An entry in the payload of a reject event. */
export interface Problem {
  readonly type: string;
  readonly title?: string;
  readonly detail?: string;
  readonly instance?: string;
}

/** Reads the problems of a received event; undefined when they have another form. Further members are left out. */
export function readProblems(value: unknown): readonly Problem[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const problems = value.map(readProblem).filter((problem) => problem !== undefined);
  return problems.length === value.length ? problems : undefined;
}

function readProblem(value: unknown): Problem | undefined {
  if (!isObject(value) || typeof value.type !== 'string') return undefined;
  const texts = (['title', 'detail', 'instance'] as const).map((name) => [name, value[name]] as const);
  if (texts.some(([, text]) => text !== undefined && typeof text !== 'string')) return undefined;
  return { type: value.type, ...Object.fromEntries(texts.filter(([, text]) => text !== undefined)) };
}
