import { randomUUID } from 'node:crypto';
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { accepts } from 'hono/accepts';
import type { Language } from '../findings.ts';
import { explain } from '../findings-text.ts';
import type { PointedFinding } from '../intake/profile.ts';
import { type ProblemKind, problemKinds } from './problem-kinds.ts';

/** One fault in the caller's own body. */
const faultSchema = z
  .object({
    pointer: z
      .string()
      .meta({ description: 'JSON pointer (RFC 6901) into the body that was sent', example: '/data/person/birthDate' }),
    rule: z.string().meta({ description: 'Stable id of the rule', example: 'date-in-future' }),
    detail: z.string().meta({ description: 'What is wrong and what would be right, by Accept-Language' }),
    nearest: z.array(z.string()).optional().meta({ description: 'Known values that come close' }),
    candidates: z.array(z.string()).optional().meta({ description: 'Values to choose from' }),
    xpath: z.string().optional().meta({ description: 'Of a finished message: the element; `pointer` is then empty' }),
    line: z.number().optional().meta({ description: 'Of a finished message: its line, from 1' }),
    field: z
      .string()
      .optional()
      .meta({ description: 'Of a finished message: the field, as `docs/messages` names it', example: 'data.address' }),
  })
  .meta({ id: 'Fault' });

/** Where people apply instead; a form can show it as it is. */
export const linkSchema = z
  .object({
    way: z.enum(['link-out', 'efa', 'information']).meta({
      description:
        'link-out: another portal; efa: a nationwide online service, so hide the own form; information: nothing to apply for',
    }),
    id: z.string().optional().meta({ description: 'Id of the nationwide online service' }),
    name: z.string().meta({ description: 'Name of the portal or online service' }),
    url: z.string().optional().meta({ description: 'https address', example: 'https://kfz.landkreis.example/' }),
  })
  .meta({ id: 'Link' });

export const problemSchema = z
  .object({
    type: z.string().meta({ description: 'Stable kind; the address explains it', example: '/problems/invalid' }),
    title: z.string(),
    status: z.number(),
    detail: z.string().optional(),
    instance: z.string().meta({ description: 'This occurrence, as the log of the gateway names it' }),
    errors: z.array(faultSchema).optional(),
    link: linkSchema
      .optional()
      .meta({ description: 'With the rules link-out, efa and information: where people go instead' }),
    line: z.number().optional(),
    column: z.number().optional(),
    submission: z.string().optional().meta({ description: 'Id of the submission that stands in the way' }),
  })
  .meta({ id: 'Problem', description: 'RFC 9457' });

type Problem = z.output<typeof problemSchema>;
type Extra = Partial<Omit<Problem, 'type' | 'title' | 'status' | 'instance'>>;

/** The language of the answer's texts: German unless the caller prefers English. */
export function languageOf(c: Context): Language {
  const language = accepts(c, { header: 'Accept-Language', supports: ['de', 'en'], default: 'de' });
  return language === 'en' ? 'en' : 'de';
}

/** Answers with a problem (RFC 9457, `application/problem+json`). */
export function problem(c: Context, kind: ProblemKind, extra: Extra = {}, instance = newInstance()): Response {
  const { status, ...titles } = problemKinds[kind];
  const language = languageOf(c);
  const body: Problem = { type: `/problems/${kind}`, title: titles[language], status, instance, ...extra };
  return c.json(body, status, {
    'content-type': 'application/problem+json',
    'content-language': language,
    vary: 'Accept-Language',
  });
}

export function newInstance(): string {
  return `urn:uuid:${randomUUID()}`;
}

/** The faults of a refused submission, in the caller's language. */
export function toFaults(findings: readonly PointedFinding[], language: Language): NonNullable<Problem['errors']> {
  return findings.map(({ pointer, finding }) => ({
    pointer,
    rule: finding.params?.id ?? finding.rule,
    detail: explain(finding, language),
    ...(finding.params?.nearest?.length ? { nearest: [...finding.params.nearest] } : {}),
    ...(finding.params?.names?.length ? { candidates: [...finding.params.names] } : {}),
    ...placeInXml(finding),
  }));
}

function placeInXml({ path, params: { xpath, line } = {} }: PointedFinding['finding']) {
  return {
    ...(xpath && { xpath }),
    ...(line && { line }),
    ...(xpath && path.length > 0 && { field: path.join('.') }),
  };
}
