import type { Network } from '../../../config/load-network.ts';
import type { ClassicParty, ListedCode } from '../../../messages/head-classic.ts';
import { municipalityKeys } from '../../service.ts';
import type { ForwardingSettings } from './forwardings.ts';

type Config = Network['config'];
type Reader = Config['destinations'][number]['reader'];

/**
 * What an authority has set about forwardings.
 *
 * @throws Error for what the checks of a network file never let pass: a recipient without destination or with a key of
 * another kind.
 */
export function forwardingSettings(
  { authorities, destinations }: Pick<Config, 'authorities' | 'destinations'>,
  authorityId: string,
): ForwardingSettings {
  const authority = authorities.find(({ id }) => id === authorityId);
  if (authority === undefined) throw new Error(`no authority ${authorityId}`);
  const { by, sendSuperseded, recipients } = authority.forwarding;
  return {
    by,
    sendSuperseded,
    recipients: recipients.map(({ kind, destination: id }) => {
      const destination = destinations.find((candidate) => candidate.id === id);
      if (destination === undefined) throw new Error(`no destination ${id}`);
      return { kind, destination: id, reader: readerOf(destination.reader) };
    }),
  };
}

/** The trade office of a municipality as author: DVDV prefix MELDID with the AGS. */
export function tradeOffice(ags: string, name: string): ClassicParty {
  return { prefix: prefixCode('MELDID'), id: keyOf('MELDID', ags), name };
}

function readerOf({ kennung = '', name, address }: Reader): ClassicParty {
  const [prefix = '', ...rest] = kennung.split(':');
  return { prefix: prefixCode(prefix), id: keyOf(prefix, rest.join(':')), ...(address && { address }), name };
}

/** List dvdv.praefix in the version that keys in the configuration are checked against. */
function prefixCode(code: string): ListedCode {
  return { code, version: '51' };
}

/** The lists of keys and their versions, as the published examples name them. */
const lists: Readonly<Record<string, Omit<ListedCode, 'code'>>> = {
  MELDID: { list: municipalityKeys.uri, version: municipalityKeys.version },
  xga: { list: 'urn:xoev-de:xgewerbeanzeige:codeliste:weiterekommunikationspartner', version: '2018-10-11' },
  azr: { list: 'urn:de:xauslaender:codelist:abhkennung', version: '14' },
};

function keyOf(prefix: string, code: string): ListedCode {
  const list = lists[prefix];
  if (list === undefined) throw new Error(`keys with prefix ${prefix} are not used in XGewerbeanzeige`);
  return { code, ...list };
}
