/**
 * Who gets what a business has told the trade office, and the number of the XGewerbeanzeige message that goes there
 * (§ 3 Abs. 1 and 2 GewAnzV; for the aliens' authority §§ 71 and 76 AufenthV). Customs are not among them: they get
 * notices only where there are signs of breaches (§ 3 Abs. 3), which a person judges.
 */
export const recipientMessages = {
  'chamber-of-industry': '0300',
  'chamber-of-crafts': '0300',
  'immission-control': '0300',
  'labour-protection': '0300',
  'weights-and-measures': '0300',
  'employment-agency': '0300',
  'accident-insurance': '0230',
  'register-court': '0300',
  'food-control': '0290',
  statistics: '0100',
  'aliens-authority': '0500',
} as const;

export type RecipientKind = keyof typeof recipientMessages;

export const recipientKinds = Object.keys(recipientMessages) as RecipientKind[];

/** DVDV prefix of the recipients' keys in XGewerbeanzeige, as the published examples have it. */
export function recipientPrefix(kind: RecipientKind): 'xga' | 'azr' {
  return kind === 'aliens-authority' ? 'azr' : 'xga';
}
