import type { Pack } from '../contract.ts';
import { anchorOf, type Block, code, facts, heading, paragraph, type Shown, type Words } from './blocks.ts';
import { isLong } from './code-lists.ts';
import { split, writtenTree } from './fields.ts';
import { layOutXml } from './lay-out-xml.ts';
import { ruleTable } from './rules.ts';

/** What would interrupt the reading: long code lists, the fields of answers, samples word by word. */
export function appendices(pack: Pack, words: Words, shown: Shown): Block[] {
  const { t, say } = words;
  const lists = Object.entries(pack.codeLists).filter(([, list]) => isLong(list));
  const parts: [string, Block[]][] = [
    [t('Antwortnachrichten', 'Answers'), pack.replies.flatMap((reply) => replyBlocks(reply, pack, words))],
    [
      t('Muster', 'Samples'),
      [...shown].flatMap(([file, xml]): Block[] => [
        { kind: 'subheading', text: file },
        { kind: 'listing', language: 'xml', text: layOutXml(Buffer.from(xml).toString('utf8')) },
      ]),
    ],
    [
      t('Lange Codelisten', 'Long code lists'),
      lists.flatMap(([key, { name, version, codes = {} }]): Block[] => [
        { kind: 'subheading', text: `${name} ${version}`, anchor: anchorOf(`codes ${key}`) },
        { kind: 'codes', codes },
      ]),
    ],
  ];
  return parts
    .filter(([, blocks]) => blocks.length > 0)
    .flatMap(([title, blocks], index) => [
      heading(`${t('Anhang', 'Appendix')} ${'ABC'.charAt(index)}: ${title}`),
      ...blocks,
    ]);

  function replyBlocks(
    { id, title, root, namespace, fields, rules }: Pack['replies'][number],
    of: Pack,
    w: Words,
  ): Block[] {
    return [
      { kind: 'subheading', text: `${id}: ${say(title)}`, anchor: anchorOf(`reply ${id}`) },
      facts(
        [
          [t('Wurzelelement', 'Root element'), code(root)],
          [t('Namensraum', 'Namespace'), code(namespace)],
        ],
        w,
      ),
      paragraph(
        t(
          'Attribute der Wurzel und Kopf wie in unserer Nachricht, mit vertauschten Rollen: Autor ist die Behörde, Leser das Portal.',
          'Attributes of the root and head as in our message, with the roles exchanged: the author is the authority, the reader the portal.',
        ),
      ),
      writtenTree(split(fields).content, of, w),
      ...(rules.length > 0 ? [ruleTable(rules, w)] : []),
    ];
  }
}
