/**
 * Which test shows that a row of a transport's fault table is true. A row without one fails, and so does a test that is gone.
 *
 * @module
 */

/** Page of `docs/transports` → first cell of a row → file of the test, and what its titles contain. */
export const proofs: Readonly<Record<string, Readonly<Record<string, readonly [file: string, ...titles: string[]]>>>> =
  {
    https: {
      '2xx, body read whole': ['src/transports/https.test.ts', 'sends the bytes as they are and returns the answer'],
      '408, 425, 429, 5xx': ['src/transports/https-outcome.test.ts', '%i is for later'],
      '3xx; every other 4xx': ['src/transports/https-outcome.test.ts', '%i rejects'],
      'connection refused, host not found, TLS failed': [
        'src/transports/https.test.ts',
        'nothing was sent when nobody listens',
        'nothing was sent when TLS fails or is cut',
      ],
      'address or port not allowed, or header not sendable': [
        'src/transports/https.test.ts',
        'does not post to %s',
        'nothing was sent to a port that fetch refuses',
        'keeps a header that is none out of its answer',
      ],
      'time up, or delivery given back, before sending began': [
        'src/transports/https.test.ts',
        'nothing was sent when the time was up before or while connecting',
      ],
      'time up, or delivery given back, after sending began': [
        'src/transports/https.test.ts',
        'it is unclear when the time is up without an answer',
      ],
      'connection cut after sending began': [
        'src/transports/https.test.ts',
        'it is unclear when the connection is cut after sending began',
      ],
      '2xx whose body is cut, or larger than allowed': [
        'src/transports/https.test.ts',
        'it is unclear when a 2xx is cut',
        'reads at most so many bytes',
      ],
      'no token to be had (OAuth 2.0)': [
        'adapters/procedures/xoev-https/login.test.ts',
        'gets nothing while there is no token',
      ],
      '401 with a kept token': [
        'adapters/procedures/xoev-https/login.test.ts',
        'gets a new one when the old one is refused, once',
      ],
      "own certificate and key don't fit together": [
        'adapters/procedures/xoev-https/login.test.ts',
        'is for later with a key that does not belong to the certificate',
      ],
      'the server refuses our certificate': [
        'adapters/procedures/xoev-https/login.test.ts',
        'gets nothing from a stranger, nor without a certificate',
      ],
    },
    inbox: {
      'nobody asks': ['src/api/inbox.test.ts', 'is parked when it is too old'],
      'two ask at once': ['src/api/inbox.test.ts', 'never gives a delivery to two who take at once'],
      'the answer to a taking is lost on the way': [
        'src/api/inbox.test.ts',
        'lets the delivery be offered again: the same bytes and UUID',
      ],
      "the vendor's process dies": [
        'src/api/inbox.test.ts',
        'lets the delivery be offered again: the same bytes and UUID',
      ],
      'a lease runs out': ['src/api/inbox.test.ts', 'lets the delivery be offered again: the same bytes and UUID'],
      'it was taken `delivery.attempts` times for nothing': [
        'src/api/inbox.test.ts',
        'is parked when it was taken too often for nothing',
      ],
      'acknowledged or refused after the lease was lost, and nobody else took it': [
        'src/api/inbox.test.ts',
        'still counts while nobody else has taken it',
        'is parked when it was taken too often for nothing, and may be acknowledged late',
      ],
      'the same after somebody else took it': [
        'src/api/inbox.test.ts',
        'lets the delivery be offered again: the same bytes and UUID',
      ],
      'acknowledged twice': ['src/api/inbox.test.ts', 'delivers, with a file number, once'],
      'acknowledged after it was refused, or the other way round': [
        'src/api/inbox.test.ts',
        'delivers, with a file number, once',
        'refuses with findings that the portal sees',
      ],
      'acknowledged without being taken': ['src/api/inbox.test.ts', 'needs a taking before'],
      'a receipt for another UUID, or one that says the opposite': [
        'src/api/inbox.test.ts',
        'takes none that speaks of another message or says the opposite',
      ],
      'a foreign destination, or none': ['src/api/inbox.test.ts', 'gives a foreign inbox, a missing one'],
      'an operator pauses the destination': [
        'src/api/inbox.test.ts',
        'offers nothing while an operator holds the destination',
      ],
      'the gateway stops': ['src/api/inbox.test.ts', 'answers those who wait when the gateway stops'],
    },
    mailbox: {
      'nobody downloads it, or nobody says that it is done': [
        'src/api/mailbox.test.ts',
        'keeps what is parked, so that it can still be done',
      ],
      'two clerks download it': [
        'src/api/mailbox.test.ts',
        'says delivered with a file number and handed over without, once',
      ],
      'a download breaks off': [
        'src/api/mailbox.test.ts',
        'says delivered with a file number and handed over without, once',
      ],
      'done, said twice': [
        'src/api/mailbox.test.ts',
        'says delivered with a file number and handed over without, once',
      ],
      'done after it was refused, or the other way round': [
        'src/api/mailbox.test.ts',
        'refuses with findings that the portal sees',
      ],
      'done without having been downloaded': [
        'src/api/mailbox.test.ts',
        'says delivered with a file number and handed over without, once',
      ],
      'a mailbox of another authority, a destination that is no mailbox, or none': [
        'src/api/mailbox.test.ts',
        'gives a foreign mailbox, a missing one',
      ],
    },
    soap: {
      'an envelope with one document in its body': [
        'adapters/procedures/meldewesen-soap-quittung/adapter.test.ts',
        'keeps the receipt of the body as a document of its own',
      ],
      'a fault `Client`, `VersionMismatch` or `MustUnderstand`': [
        'adapters/procedures/meldewesen-soap-quittung/adapter.test.ts',
        'fault Client',
        'fault MustUnderstand',
        'fault VersionMismatch',
      ],
      'a fault `Server`, or another one': [
        'adapters/procedures/meldewesen-soap-quittung/adapter.test.ts',
        'fault Server',
        'another fault',
      ],
      'no envelope': ['adapters/procedures/meldewesen-soap-quittung/adapter.test.ts', '200 without an envelope', '403'],
    },
    webdav: {
      'PUT under the temporary name failed, however': [
        'adapters/procedures/meldewesen-webdav-quittungsdatei/adapter.test.ts',
        'that fails at %s is not waited for',
      ],
      'MOVE answered 2xx': [
        'adapters/procedures/meldewesen-webdav-quittungsdatei/adapter.test.ts',
        'under a name of its own, then under its right one',
      ],
      'MOVE answered 412': [
        'adapters/procedures/meldewesen-webdav-quittungsdatei/adapter.test.ts',
        'is not renamed over what lies there',
      ],
      'MOVE without an answer that is certain': [
        'adapters/procedures/meldewesen-webdav-quittungsdatei/adapter.test.ts',
        'gets it again when it was renamed by a call whose answer was lost',
      ],
      'MOVE answered 404': [
        'adapters/procedures/meldewesen-webdav-quittungsdatei/adapter.test.ts',
        'gets it again when it was renamed by a call whose answer was lost',
      ],
      'GET answered 404': [
        'adapters/procedures/meldewesen-webdav-quittungsdatei/adapter.test.ts',
        'is only looked at from then on',
      ],
      'GET without an answer': [
        'adapters/procedures/meldewesen-webdav-quittungsdatei/adapter.test.ts',
        'answers %s where a receipt should be',
      ],
    },
  };
