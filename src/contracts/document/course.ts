import type { Pack } from '../contract.ts';
import { type Block, heading, type Words } from './blocks.ts';
import { drawPictures } from './pictures.ts';

/** Who sends what, when. */
export function courseSection(pack: Pack, { t, say }: Words): Block[] {
  return [
    heading(t('Wer sendet was, wann', 'Who sends what, when')),
    ...drawPictures(pack, say).map(({ file, svg, caption }): Block => ({ kind: 'figure', file, svg, caption })),
    {
      kind: 'list',
      items: [
        t(
          'Das Portal erhält sein 202 erst, wenn die Nachricht gebaut, gegen das Schema geprüft und gespeichert ist.',
          'The portal gets its 202 only when the message is built, proved against the schema and stored.',
        ),
        t(
          'Dieselbe Zustellung hat bei jedem Versuch dieselben Bytes und dieselbe nachrichtenUUID.',
          'The same delivery has the same bytes and the same nachrichtenUUID in every attempt.',
        ),
        pack.adapter.recognisesDuplicates
          ? t(
              'Das Verfahren erkennt eine wiederholte nachrichtenUUID und antwortet wie beim ersten Mal, ohne den Vorgang noch einmal anzulegen.',
              'The procedure recognises a repeated nachrichtenUUID and answers as it did at first, without opening the case again.',
            )
          : t(
              'Das Verfahren erkennt Wiederholungen nicht: Ist ein Versuch unklar geblieben, entscheidet ein Mensch.',
              'The procedure does not recognise repetitions: when an attempt stayed unclear, a person decides.',
            ),
      ],
    },
  ];
}
