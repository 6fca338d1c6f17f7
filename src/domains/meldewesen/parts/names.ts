import { z } from 'zod';
import type { Wording } from '../../../findings.ts';
import { bare, type Node, scope } from '../../../messages/definition.ts';
import type { Path } from '../../../messages/paths.ts';
import type { TextType } from '../../../messages/text-type.ts';
import { din, mark } from '../../../messages/text-types.ts';

/** A name, or `false` for a person who has no such name: XInneres `AllgemeinerName`. */
export const nameOrNone = z.union([z.string(), z.literal(false)]);

const nameText: TextType = { ...din('C'), accepts: (value) => typeof value === 'string' };

interface Options {
  readonly optional?: true;
  readonly doc?: Wording;
}

/** An element of the type `AllgemeinerName`: `name`, or `nichtVorhanden` for `false` in the data. */
export function nameElement<S>(name: string, path: Path<S>, options: Options = {}): Node<S> {
  const person = scope<S>();
  return person.group(name, [nameChoice(path)], options);
}

/** `name` or `nichtVorhanden`, where the element around them is there already. */
export function nameChoice<S>(path: Path<S>): Node<S> {
  const person = scope<S>();
  return person.choice([
    bare(person.text('name', path, nameText)),
    bare(
      person.text('nichtVorhanden', path, mark(false), {
        doc: { de: 'die Person hat keinen solchen Namen', en: 'the person has no such name' },
      }),
    ),
  ]);
}

/** `familienname.unstrukturiert` of all blocks but the identification: `type.FamiliennameUnstrukturiert`. */
export function familyNameElement<S>(name: Path<S>, nameInPassport: Path<S>, options: Options = {}): Node<S> {
  const person = scope<S>();
  return person.group(
    'familienname.unstrukturiert',
    [
      nameElement('nachname', name),
      nameElement('nachnamepass', nameInPassport, {
        optional: true,
        doc: { de: 'wie der Pass ihn schreibt', en: 'as the passport spells it' },
      }),
    ],
    options,
  );
}

/** `vornamen` of a person: `type.Vornamen`. */
export function givenNamesElement<S>(names: Path<S>, namesInPassport: Path<S>, options: Options = {}): Node<S> {
  const person = scope<S>();
  return person.group(
    'vornamen',
    [
      nameElement('vornamen', names),
      nameElement('vornamenPass', namesInPassport, {
        optional: true,
        doc: { de: 'wie der Pass sie schreibt', en: 'as the passport spells them' },
      }),
    ],
    options,
  );
}

/** The admitted values are a rule of XMeld's text, not of its schema. */
export const doctorate = din('C', {
  pattern: /^(DR\.|Dr\.|DR\.HC\.|Dr\.hc\.|DR\.EH\.|Dr\.eh\.)( (DR\.|Dr\.|DR\.HC\.|Dr\.hc\.|DR\.EH\.|Dr\.eh\.))*$/,
  expected: {
    de: 'DR., Dr., DR.HC., Dr.hc., DR.EH. oder Dr.eh.; mehrere durch Leerzeichen getrennt',
    en: 'DR., Dr., DR.HC., Dr.hc., DR.EH. or Dr.eh.; a blank between several',
  },
});
