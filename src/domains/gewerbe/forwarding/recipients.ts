import type { RecipientKind } from '../../../config/forwarding-recipients.ts';
import type { Form } from './form-fields.ts';

/** The fields of a form that a recipient gets; none: it gets nothing of that form. */
type Mask = Readonly<Partial<Record<Form, readonly number[]>>>;

/** How many fields each form has. */
const lengths: Readonly<Record<Form, number>> = { anmeldung: 33, ummeldung: 30, abmeldung: 30 };

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function allBut(form: Form, fields: readonly number[]): number[] {
  return range(1, lengths[form]).filter((field) => !fields.includes(field));
}

/** GewAnzV § 3 (1) no. 3, 4 and 9 have the same exceptions. */
const inspection: Mask = {
  anmeldung: allBut('anmeldung', [10, 12, 13, ...range(27, 31), 33]),
  ummeldung: allBut('ummeldung', [10, 12, 13, ...range(25, 28), 30]),
  abmeldung: allBut('abmeldung', [10, 12, 13, 28, 30]),
};

/** § 3 (2) no. 1 and 2: what helps to tell the owner and the business apart, the same in all forms. */
const statisticsHelp = [...range(1, 5), 12, ...range(15, 17)];

/** Who may see which field (§ 3 GewAnzV in the version of 2019, BGBl. I 2019, 916). */
export const masks: Readonly<Record<RecipientKind, Mask>> = {
  // § 3 (1) no. 1
  'chamber-of-industry': {
    anmeldung: allBut('anmeldung', [13, 27, 29, 30, 31, 33]),
    ummeldung: allBut('ummeldung', [13, 26, 27, 28, 30]),
    abmeldung: allBut('abmeldung', [13, 30]),
  },
  // no. 2
  'chamber-of-crafts': {
    anmeldung: allBut('anmeldung', [13, 27, 30, 31, 33]),
    ummeldung: allBut('ummeldung', [13, 27, 28, 30]),
    abmeldung: allBut('abmeldung', [13, 30]),
  },
  // no. 3, 4 and 9
  'immission-control': inspection,
  'labour-protection': inspection,
  'food-control': inspection,
  // no. 5
  'weights-and-measures': {
    anmeldung: [1, 3, 4, 5, 11, 14, 15, 18, 20],
    ummeldung: [1, 3, 4, 5, 11, 14, 15, 18, 19, 21],
    abmeldung: [1, 3, 4, 5, 11, 14, 16, 18, 20],
  },
  // no. 6
  'employment-agency': {
    anmeldung: allBut('anmeldung', [13, 27, 33]),
    ummeldung: allBut('ummeldung', [13, 30]),
    abmeldung: allBut('abmeldung', [10, ...range(12, 19), ...range(21, 30)]),
  },
  // no. 7
  'accident-insurance': {
    anmeldung: allBut('anmeldung', [12, 28, 30, 31, 33]),
    ummeldung: allBut('ummeldung', [12, 25, 27, 28, 30]),
    abmeldung: allBut('abmeldung', [12, 30]),
  },
  // no. 8: only of a deregistration
  'register-court': {
    abmeldung: allBut('abmeldung', [8, 9, 10, 12, 13, 14, 16, 21, 22, 24, 28, 29, 30]),
  },
  // § 3 (2)
  statistics: {
    anmeldung: [...statisticsHelp, 6, 10, ...range(18, 25), 29, 32],
    ummeldung: [...statisticsHelp, 6, 10, ...range(18, 24), 26, 29],
    abmeldung: [...statisticsHelp, 6, 10, ...range(18, 26), 28, 29],
  },
  // MODELLED: § 3 GewAnzV does not name the aliens' authority. It gets the data of § 71 (2) AufenthV (fields 4 to 11) and
  // of the notice itself (§ 76 AufenthV) what the published example of message 0500 has.
  'aliens-authority': {
    anmeldung: [1, 2, ...range(4, 11), 15, ...range(18, 25), 29, 30, 31, 32],
    ummeldung: [1, 2, ...range(4, 11), 15, ...range(18, 24), 26, 27, 28, 29],
    abmeldung: [1, 2, ...range(4, 11), ...range(18, 25), 29],
  },
};
