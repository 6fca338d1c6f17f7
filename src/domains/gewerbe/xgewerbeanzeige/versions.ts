import type { Standard } from '../../../messages/message.ts';

/** What is known to differ between the versions of XGewerbeanzeige 2. */
export interface Version {
  readonly standard: Standard;
  /** From 2.1 on a record says when the event was. */
  readonly hasEventTime: boolean;
  /** `nationSchluessel` was plain text with the name of its list beside it; in 2.2 it is a code. */
  readonly nation: 'text' | 'code';
}

function xgewerbeanzeige(version: string): Standard {
  return {
    id: 'xgewerbeanzeige',
    name: 'XGewerbeanzeige',
    version,
    namespace: `http://www.xgewerbeanzeige.de/spezifikation/${version}`,
    prefix: 'xga',
    provenance: {
      de: `XGewerbeanzeige ${version}; Struktur aus öffentlichen Beispielen nachgebaut, Schema und Codelisten sind nicht öffentlich`,
      en: `XGewerbeanzeige ${version}; structure rebuilt from public example messages, schema and code lists are not public`,
    },
  };
}

export const version20: Version = { standard: xgewerbeanzeige('2.0'), hasEventTime: false, nation: 'text' };
export const version21: Version = { standard: xgewerbeanzeige('2.1'), hasEventTime: true, nation: 'text' };
export const version22: Version = { standard: xgewerbeanzeige('2.2'), hasEventTime: true, nation: 'code' };
