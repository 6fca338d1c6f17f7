import type { Wording } from '../../findings.ts';
import type { Pack } from '../contract.ts';
import { type Arrow, drawSequence } from './sequence-svg.ts';

export interface Picture {
  readonly file: string;
  readonly svg: string;
  readonly caption: string;
}

/** The sequence pictures of a contract: what goes well, what is refused, what is tried again. */
export function drawPictures({ exchange }: Pick<Pack, 'exchange'>, say: (wording: Wording) => string): Picture[] {
  const columns = ['Portal', 'Zustellwerk', say({ de: 'Fachverfahren', en: 'Procedure' })];
  const accepted: Arrow[] = [
    arrow(0, 1, say({ de: 'POST: Antrag (JSON)', en: 'POST: application (JSON)' })),
    arrow(1, 0, say({ de: '202: geprüft und gespeichert', en: '202: proved and stored' })),
  ];
  const steps = exchange.steps.map(({ from, text }) =>
    from === 'gateway' ? arrow(1, 2, say(text)) : arrow(2, 1, say(text)),
  );
  const send = steps.filter(({ from }) => from === 1).at(-1) ?? arrow(1, 2, say({ de: 'Nachricht', en: 'message' }));
  const status = (de: string, en: string) => arrow(1, 0, say({ de, en }));
  const answerTo = (outcome: string) => exchange.answers.find((answer) => answer.outcome === outcome)?.when;
  const refused = answerTo('rejected');
  const later = answerTo('later');
  const draw = (file: string, caption: string, arrows: readonly Arrow[]): Picture => ({
    file: `pictures/${file}.svg`,
    svg: drawSequence(caption, columns, arrows),
    caption,
  });
  return [
    draw('delivered', say({ de: 'Zustellung, die gelingt', en: 'A delivery that succeeds' }), [
      ...accepted,
      ...steps,
      status('Zustand: zugestellt', 'State: delivered'),
    ]),
    ...(refused === undefined
      ? []
      : [
          draw('rejected', say({ de: 'Das Verfahren lehnt ab', en: 'The procedure refuses' }), [
            ...accepted,
            send,
            arrow(2, 1, say(refused)),
            status('Zustand: abgelehnt, mit Befunden', 'State: rejected, with findings'),
          ]),
        ]),
    ...(later === undefined
      ? []
      : [
          draw('retried', say({ de: 'Störung und Wiederholung', en: 'Trouble and repetition' }), [
            ...accepted,
            send,
            arrow(2, 1, say(later)),
            {
              ...send,
              text: say({
                de: 'nach der Pause: dieselben Bytes, dieselbe UUID',
                en: 'after the pause: same bytes, same UUID',
              }),
            },
            ...steps.filter(({ from }) => from === 2).slice(-1),
            status('Zustand: zugestellt', 'State: delivered'),
          ]),
        ]),
  ];
}

function arrow(from: number, to: number, text: string): Arrow {
  return { from, to, text };
}
