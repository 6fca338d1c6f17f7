import type { Pack } from '../contract.ts';
import { type Block, code, facts, heading, paragraph, type Words } from './blocks.ts';

export function purposeSection(pack: Pack, words: Words): Block[] {
  const { service, message, authority, destination, adapter, network } = pack;
  const { t, say } = words;
  const act = service.act === 'apply' ? '' : ` (${service.act})`;
  return [
    heading(t('Zweck und Rechtsgrundlage', 'Purpose and legal basis')),
    paragraph(
      t(
        `Anträge auf „${service.name}“${act} gelangen als Nachricht „${message.title.de}“ aus den Portalen des Verbunds ${network.name} in das Fachverfahren der Behörde „${authority.name}“. Dieser Vertrag hält fest, was gesendet und was geantwortet wird. Er ist aus den Definitionen erzeugt, mit denen das Gateway arbeitet, und wird von Programmen geprüft.`,
        `Applications for "${service.name}"${act} reach the procedure of ${authority.name} from the portals of the network ${network.name} as the message "${message.title.en}". This contract states what is sent and what is answered. It is made from the definitions that the gateway runs on, and programs check it.`,
      ),
    ),
    facts(
      [
        [t('Leistung', 'Service'), code(`${service.id} · ${service.act}`)],
        [t('LeiKa-Schlüssel', 'LeiKa keys'), service.leika.join(', ') || '–'],
        [t('Rechtsgrundlage der Leistung', 'Law of the service'), service.legalBasis.join('; ') || '–'],
        [t('Rechtsgrundlage der Nachricht', 'Law of the message'), say(message.legalBasis)],
        [t('Vertrauensniveau', 'Trust level'), service.trustLevel ?? t('nicht bekannt', 'not known')],
        [t('Behörde', 'Authority'), `${authority.name} (ARS ${authority.ars})`],
        [t('Zustellpunkt', 'Destination'), `${destination.name} (${destination.id})`],
        [
          t('Leser (Kennung)', 'Reader (key)'),
          `${destination.reader.name} (${destination.reader.kennung ?? fromRegion(destination.reader.form, words)})`,
        ],
        [t('Gebiete (ARS)', 'Regions (ARS)'), destination.regions.join(', ') || '–'],
        [t('Adapter', 'Adapter'), `${adapter.id} ${adapter.version}: ${say(adapter.summary)}`],
      ],
      words,
    ),
  ];
}

function fromRegion(form: string | undefined, { t }: Words): string {
  const source = t('mit dem Gemeindeschlüssel des Gebiets', 'with the municipality key of the region');
  return form === undefined ? source : `${form}, ${source}`;
}
