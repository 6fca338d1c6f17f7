import { type OutgoingMessage, xta } from '../../../src/sdk.ts';
import type { Options } from './options.ts';

/**
 * The order to transport a message: reader, author and type stand in the message itself, the rest in the options.
 *
 * @returns undefined when the message's head names no reader or no author.
 */
export function orderFor(
  { xml }: OutgoingMessage,
  xtaMessageId: string,
  options: Options,
): xta.TransportOrder | undefined {
  const address = xta.addressMessage(xml);
  if (address === undefined) return undefined;
  const { service, readerCategory, serviceProfile } = options;
  return {
    ...address,
    xtaMessageId,
    reader: { ...address.reader, ...(readerCategory !== undefined && { category: readerCategory }) },
    ...(service !== undefined && { service }),
    scenario: scenarioOf(options),
    size: xml.length,
    quality:
      serviceProfile === undefined ? { none: 'Kein XTA-Serviceprofil vereinbart.' } : { profile: serviceProfile },
  };
}

function scenarioOf({ scenarioList, scenarioListVersion, scenarioCode, scenarioText }: Options): xta.BusinessScenario {
  if (scenarioCode === undefined || scenarioListVersion === undefined) return { text: scenarioText ?? '' };
  return { list: scenarioList, listVersion: scenarioListVersion, code: scenarioCode };
}
