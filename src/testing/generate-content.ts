import type { Attribute } from '../messages/definition.ts';
import type { MessageDefinition } from '../messages/message.ts';
import { putAt, splitPath, valueAt } from '../messages/paths.ts';
import type { TextType } from '../messages/text-type.ts';
import type { AnyChoice, AnyGroup, AnyLeaf, AnyNode } from '../messages/walk.ts';

/** What decides how much of a definition a generated content has. */
export interface Chooser {
  /** Whether an optional element is there. */
  present(): boolean;
  /** How many of something that may be repeated, `min` and `max` included. */
  count(min: number, max: number): number;
  /** Index of one of several. */
  pick(length: number): number;
}

/** As little as the definition admits, always the first of several. */
export const minimal: Chooser = {
  present: () => false,
  count: (min) => min,
  pick: () => 0,
};

/** All that the definition has, two of everything that repeats; of several the one at `turn`, going round. */
export function full(turn: number): Chooser {
  return {
    present: () => true,
    count: (_min, max) => Math.min(max, 2),
    pick: (length) => turn % length,
  };
}

/** Content from which a message of this definition can be built, valid by our own checks. */
export function generateContent<Content>({ root }: MessageDefinition<Content>, chooser: Chooser): Content {
  const content: Record<string, unknown> = {};
  generateAttributes(root.attributes, content, chooser);
  for (const child of root.children) generate(child, content, chooser);
  return content as Content;
}

/** Values of which each text type takes at least one; some with what XML has to escape. */
const candidates: readonly unknown[] = [
  'Müller & Söhne <"L̥’Oréal">',
  'Özdemir',
  'ab',
  '7',
  '26789',
  'Dr. Dr.hc.',
  '02476291358',
  '901231123456',
  '12052000123456789012',
  '1986-02-28',
  '1986-02',
  '1986',
  '2026-11-25T08:15:30.123+01:00',
  '5d0c9a52-7e1d-4b7e-9a61-0d5a5f0e2c12',
  'JVBERi0=',
  'Bescheid.pdf',
  'application/pdf',
  '0fc3432d44b7a78cecb8351bfc366c9c6f415f9bafc62da4f17d14416d4df3da337b35965da7b9f88e7f71956972afc85c7c1e1ef9a27e69b4e62098da8e1eb2',
  'unknown',
  'permanent',
  'to-follow',
  ...['01', '0', 'A', 'A1234', '350', '000', '03457013', 'E', '081030'],
  ...['AB123456', 'A1B2C3D', 'aB3dE5f', 'aB3', 'aB3dE5fG7hK9', 'WMUSTER0000000017', 'LER'],
  ...['DE89370400440532013000', 'COBADEFFXXX', 'EUR', 'PAYED', 'normal', '99001001000000'],
  ...['08:15:30', '1.0.0', 'application/pdf', 'urn:muster:formular', '0123456789abcdef'.repeat(8)],
  true,
  false,
  1,
  2,
];

const codeCandidates = ['03457013', '1700', '129', '01', '1', 'A', 'A1234', '081030', 'bauherr'];

/** Two lines at least, which a definition cannot say. */
const fewest: Readonly<Record<string, number>> = { 'zeile.anschrift': 2 };

function generate(node: AnyNode, target: Record<string, unknown>, chooser: Chooser): void {
  if (node.kind === 'choice') generateChoice(node, target, chooser);
  else if (!node.optional || chooser.present()) {
    if (node.kind === 'group') generateGroup(node, target, chooser);
    else generateLeaf(node, target, chooser);
  }
}

function generateChoice(node: AnyChoice, target: Record<string, unknown>, chooser: Chooser): void {
  if (node.optional && !chooser.present()) return;
  const option = pick(chooser, node.options);
  // The choice is made: what is in it must be there, even where it would be optional by itself.
  if (option.kind === 'choice') generateChoice(option, target, chooser);
  else if (option.kind === 'group') generateGroup(option, target, chooser);
  else generateLeaf(option, target, chooser);
}

function generateGroup(node: AnyGroup, target: Record<string, unknown>, chooser: Chooser): void {
  const { path } = node;
  if (path === undefined) {
    generateInside(node, target, chooser);
    return;
  }
  // Two elements may speak of the same object: the second adds to what the first has said.
  const before = node.max > 1 ? undefined : valueAt(target, splitPath(path));
  const items = times(node, chooser).map(() => ({ ...(before as object | undefined) }));
  for (const item of items) generateInside(node, item, chooser);
  // Without an element of its own, nothing shows an object without members.
  if (node.name === '' && items.every((item) => Object.keys(item).length === 0)) return;
  putAt(target, splitPath(path), node.max > 1 ? items : items[0]);
}

function generateInside(node: AnyGroup, item: Record<string, unknown>, chooser: Chooser): void {
  generateAttributes(node.attributes, item, chooser);
  for (const child of node.children) generate(child, item, chooser);
}

function generateLeaf(node: AnyLeaf, target: Record<string, unknown>, chooser: Chooser): void {
  if ('constant' in node.source) return;
  const values = times(node, chooser).map(() => sampleOf(node, chooser));
  putAt(target, splitPath(node.source.path), node.max > 1 ? values : values[0]);
}

function generateAttributes(attributes: readonly Attribute[], target: Record<string, unknown>, chooser: Chooser): void {
  for (const { source, type, optional } of attributes) {
    if ('path' in source && (!optional || chooser.present())) {
      putAt(target, splitPath(source.path), pick(chooser, valuesOf(type)));
    }
  }
}

function times({ name, max }: { name: string; max: number }, chooser: Chooser): undefined[] {
  if (max === 1) return [undefined];
  return Array.from({ length: chooser.count(fewest[name] ?? 1, Math.min(max, 4)) });
}

function sampleOf(node: AnyLeaf, chooser: Chooser): unknown {
  if (node.kind === 'text') return pick(chooser, valuesOf(node.type));
  if (node.yesNo) return pick(chooser, [true, false]);
  const { codes, pattern } = node.list;
  return pick(chooser, codes ? Object.keys(codes) : codeCandidates.filter((code) => pattern?.test(code) ?? true));
}

function valuesOf(type: TextType): unknown[] {
  return candidates.filter(
    (value) =>
      (type.accepts?.(value) ?? true) &&
      type.check(value) === undefined &&
      // Some types take small letters and write capitals: what is read is not what was given.
      type.read(type.write(value)) === value,
  );
}

function pick<T>(chooser: Chooser, values: readonly T[]): T {
  const value = values[chooser.pick(values.length)];
  if (value === undefined) throw new Error('No candidate fits: add one to the candidates of this file.');
  return value;
}
